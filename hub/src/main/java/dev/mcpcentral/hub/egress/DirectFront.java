package dev.mcpcentral.hub.egress;

import dev.mcpcentral.protocol.http.MalformedHeadException;
import dev.mcpcentral.protocol.http.RequestHead;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;

/**
 * For programs that know of no proxy: the names that they may reach lead them to this port of the
 * gateway, and what they say first, or else the port alone, tells which of them is meant.
 *
 * @param port at which the program believes to have reached its service
 * @param only the one host that is listed with this port
 */
record DirectFront(int port, Optional<Host.Name> only) implements Front {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  @Override
  public void serve(Exchange exchange, BufferedInputStream in) throws IOException {
    if (only.isPresent() && port != HTTP && port != HTTPS) {
      plain(exchange, new Destination(only.get(), port), in);
    } else {
      byFirstWords(exchange, in);
    }
  }

  /** Connected before the program speaks: in some protocols the service speaks first. */
  private static void plain(Exchange exchange, Destination to, BufferedInputStream in)
      throws IOException {
    if (exchange.reach(to).isEmpty()) {
      exchange.tunnel(to, in);
    }
  }

  private void byFirstWords(Exchange exchange, BufferedInputStream in) throws IOException {
    in.mark(1);
    int first;
    try {
      first = exchange.firstByte(in);
    } catch (SocketTimeoutException _) {
      exchange.refuse(
          "a connection to port %d on which the server waits for its service to speak first, so that its host is not known"
              .formatted(port));
      return;
    }
    if (first == ClientHello.HANDSHAKE) {
      tls(exchange, in);
    } else if (first >= 'A' && first <= 'Z' && port != HTTPS) {
      in.reset();
      http(exchange, in);
    } else if (first >= 0) {
      exchange.refuse(
          port == HTTPS
              ? "a connection to port 443 that began without TLS"
              : "a connection to port %d that began with neither TLS nor HTTP, so that its host is not known"
                  .formatted(port));
    }
  }

  private void tls(Exchange exchange, BufferedInputStream in) throws IOException {
    ClientHello hello;
    try {
      hello = ClientHello.read(ClientHello.HANDSHAKE, in);
    } catch (ClientHello.Malformed e) {
      exchange.refuse("a malformed TLS greeting to port %d: %s".formatted(port, e.getMessage()));
      exchange.answer(Refusal.tls());
      return;
    }
    Optional<Host.Name> name =
        hello
            .serverName()
            .flatMap(Host::parse)
            .filter(Host.Name.class::isInstance)
            .map(Host.Name.class::cast);
    if (name.isEmpty()) {
      exchange.refuse("a TLS greeting to port %d without a server name".formatted(port));
      exchange.answer(Refusal.tls());
    } else if (exchange.reach(new Destination(name.get(), port)).isPresent()) {
      exchange.answer(Refusal.tls());
    } else {
      exchange.pass(hello.bytes(), in);
    }
  }

  private void http(Exchange exchange, BufferedInputStream in) throws IOException {
    try {
      Optional<RequestHead> head = RequestHead.read(in, exchange.headBytes());
      if (head.isPresent()) {
        exchange.forward(PlainRequest.direct(head.get(), port), in);
      }
    } catch (MalformedHeadException e) {
      exchange.answer(Refusal.malformed(String.valueOf(e.getMessage())).http());
    }
  }
}
