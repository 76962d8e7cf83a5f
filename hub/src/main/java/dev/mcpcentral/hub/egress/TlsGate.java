package dev.mcpcentral.hub.egress;

import java.io.IOException;
import java.io.InputStream;

/**
 * Holds back what a client says first in a tunnel until it is known to be for the host that the
 * tunnel was opened to: else one name could be asked for, and another spoken to at the same
 * address.
 */
final class TlsGate {
  private static final int HTTPS = 443;

  private TlsGate() {}

  /** A tunnel that must not be. */
  static final class Mismatch extends IOException {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
      super(message);
    }
  }

  /**
   * Waits for the client's first words.
   *
   * @return what was read, to be sent on; empty at the end of the stream
   * @throws Mismatch when they are TLS for another host or for none, or on port 443 not TLS
   */
  static byte[] opening(Destination destination, InputStream in) throws IOException {
    if (destination.host() instanceof Host.Literal) {
      // An address has no name to compare with.
      return new byte[0];
    }
    int first = in.read();
    if (first < 0) {
      return new byte[0];
    }
    if (first != ClientHello.HANDSHAKE) {
      if (destination.port() == HTTPS) {
        throw new Mismatch(destination + " was to be spoken to without TLS");
      }
      return new byte[] {(byte) first};
    }
    return hello(destination, first, in).bytes();
  }

  private static ClientHello hello(Destination destination, int first, InputStream in)
      throws IOException {
    ClientHello hello;
    try {
      hello = ClientHello.read(first, in);
    } catch (ClientHello.Malformed e) {
      throw new Mismatch(destination + " was sent a malformed TLS greeting: " + e.getMessage());
    }
    String expected = destination.host().toString();
    if (hello.serverName().isEmpty()) {
      throw new Mismatch(destination + " was sent a TLS greeting without a server name");
    }
    if (!hello.serverName().get().equals(expected)) {
      throw new Mismatch(destination + " was sent a TLS greeting for another server name");
    }
    return hello;
  }
}
