package dev.mcpcentral.hub.egress;

import dev.mcpcentral.protocol.http.BodyFraming;
import dev.mcpcentral.protocol.http.MalformedHeadException;
import dev.mcpcentral.protocol.http.RequestHead;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/** For programs that know of the proxy: {@code CONNECT} and requests for {@code http://}. */
final class ProxyFront implements Front {
  private static final byte[] ESTABLISHED =
      "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @Override
  public void serve(Exchange exchange, BufferedInputStream in) throws IOException {
    try {
      Optional<RequestHead> head = RequestHead.read(in, exchange.headBytes());
      if (head.isPresent()) {
        serve(exchange, head.get(), in);
      }
    } catch (MalformedHeadException e) {
      exchange.answer(Refusal.malformed(String.valueOf(e.getMessage())).http());
    }
  }

  private static void serve(Exchange exchange, RequestHead head, BufferedInputStream in)
      throws IOException {
    if (head.method().equals("CONNECT")) {
      Destination destination = tunnelTo(head);
      Optional<Refusal> refused = exchange.reach(destination);
      if (refused.isPresent()) {
        exchange.answer(refused.get().http());
      } else {
        exchange.tell(ESTABLISHED);
        exchange.tunnel(destination, in);
      }
    } else {
      exchange.forward(PlainRequest.of(head), in);
    }
  }

  private static Destination tunnelTo(RequestHead head) throws MalformedHeadException {
    Destination destination =
        Destination.parse(head.target(), OptionalInt.empty())
            .orElseThrow(() -> new MalformedHeadException("CONNECT takes host:port"));
    if (!(head.framing() instanceof BodyFraming.None)) {
      throw new MalformedHeadException("CONNECT has no body");
    }
    Optional<String> host = head.single("Host");
    OptionalInt samePort = OptionalInt.of(destination.port());
    if (host.isPresent()
        && !Destination.parse(host.get(), samePort).equals(Optional.of(destination))) {
      throw new MalformedHeadException("the Host field contradicts the request line");
    }
    return destination;
  }
}
