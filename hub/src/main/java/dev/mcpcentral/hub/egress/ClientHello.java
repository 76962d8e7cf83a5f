package dev.mcpcentral.hub.egress;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The first message of a TLS connection (RFC 8446 section 4.1.2) and the server name in it (RFC
 * 6066 section 3).
 */
final class ClientHello {
  static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int HEAD_BYTES = 4;
  private static final int MAX_RECORD = 1 << 14;
  private static final int MAX_HELLO = 32 << 10;
  private static final int SERVER_NAME = 0;
  private static final int HOST_NAME = 0;

  private final byte[] bytes;
  private final Optional<String> serverName;

  private ClientHello(byte[] bytes, Optional<String> serverName) {
    this.bytes = bytes;
    this.serverName = serverName;
  }

  /** Everything that was read, to be sent on as it is. */
  byte[] bytes() {
    return bytes;
  }

  /** In small letters; empty when the client sent none. */
  Optional<String> serverName() {
    return serverName;
  }

  /** Bytes that are not a ClientHello, or not one that can be read in one way only. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** Reads records until the message is whole; {@code first} was read already. */
  static ClientHello read(int first, InputStream in) throws IOException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream(1024);
    ByteArrayOutputStream message = new ByteArrayOutputStream(1024);
    int type = first;
    while (message.size() < HEAD_BYTES || message.size() < length(message.toByteArray())) {
      raw.write(type);
      if (type != HANDSHAKE) {
        throw new Malformed("a record that is no handshake");
      }
      byte[] rest = exactly(in, 4);
      int length = (rest[2] & 0xff) << 8 | rest[3] & 0xff;
      if (rest[0] != 3 || length == 0 || length > MAX_RECORD) {
        throw new Malformed("a record that cannot be right");
      }
      byte[] fragment = exactly(in, length);
      raw.writeBytes(rest);
      raw.writeBytes(fragment);
      message.writeBytes(fragment);
      if (message.size() > MAX_HELLO) {
        throw new Malformed("larger than " + MAX_HELLO + " bytes");
      }
      type = missing(message) ? in.read() : HANDSHAKE;
    }
    return new ClientHello(raw.toByteArray(), serverName(message.toByteArray()));
  }

  private static boolean missing(ByteArrayOutputStream message) throws Malformed {
    return message.size() < HEAD_BYTES || message.size() < length(message.toByteArray());
  }

  /** Of the whole message, from its head. */
  private static int length(byte[] message) throws Malformed {
    int length =
        HEAD_BYTES + ((message[1] & 0xff) << 16 | (message[2] & 0xff) << 8 | message[3] & 0xff);
    if (message[0] != CLIENT_HELLO || length > MAX_HELLO) {
      throw new Malformed("a message that is no ClientHello");
    }
    return length;
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the connection ended within a ClientHello");
    }
    return bytes;
  }

  /** {@code message} may have more behind it: nothing of that was asked for yet. */
  static Optional<String> serverName(byte[] message) throws Malformed {
    try {
      ByteBuffer body = ByteBuffer.wrap(message, HEAD_BYTES, length(message) - HEAD_BYTES);
      if (message.length != length(message)) {
        throw new Malformed("something follows before it was answered");
      }
      skip(body, 2 + 32);
      skip(body, body.get() & 0xff);
      skip(body, body.getShort() & 0xffff);
      skip(body, body.get() & 0xff);
      return body.hasRemaining() ? among(vector(body)) : Optional.empty();
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new Malformed("its lengths contradict each other");
    }
  }

  private static Optional<String> among(ByteBuffer extensions) throws Malformed {
    Optional<String> found = Optional.empty();
    while (extensions.hasRemaining()) {
      int type = extensions.getShort() & 0xffff;
      ByteBuffer content = extension(extensions);
      if (type == SERVER_NAME) {
        if (found.isPresent()) {
          throw new Malformed("two server names");
        }
        found = Optional.of(hostName(vector(content)));
      }
    }
    return found;
  }

  private static String hostName(ByteBuffer list) throws Malformed {
    if (list.get() != HOST_NAME) {
      throw new Malformed("a server name of an unknown kind");
    }
    ByteBuffer name = vector(list);
    return StandardCharsets.ISO_8859_1.decode(name).toString().toLowerCase(Locale.ROOT);
  }

  /** The content of a vector with a length of two bytes, which must be all that is left. */
  private static ByteBuffer vector(ByteBuffer buffer) throws Malformed {
    ByteBuffer content = extension(buffer);
    if (buffer.hasRemaining()) {
      throw new Malformed("its lengths contradict each other");
    }
    return content;
  }

  private static ByteBuffer extension(ByteBuffer buffer) {
    int length = buffer.getShort() & 0xffff;
    ByteBuffer content = buffer.slice(buffer.position(), length);
    skip(buffer, length);
    return content;
  }

  private static void skip(ByteBuffer buffer, int count) {
    if (count > buffer.remaining()) {
      throw new BufferUnderflowException();
    }
    buffer.position(buffer.position() + count);
  }
}
