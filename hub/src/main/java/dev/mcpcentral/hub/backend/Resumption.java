package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.upstream.UpstreamException;
import dev.mcpcentral.hub.upstream.UpstreamResponse;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import java.time.Duration;
import java.util.Optional;

/**
 * Goes on with the stream of a response that ended too early (2025-11-25, basic/transports,
 * "Resumability and Redelivery"): servers close streams on purpose, too, to be asked again later.
 */
final class Resumption {
  private static final int MAX_FAILURES = 5;

  private final HttpWire wire;
  private final HttpFields fields;
  private final StreamPosition position;
  private final HttpWire.Reply reply;

  Resumption(HttpWire wire, HttpFields fields, StreamPosition position, HttpWire.Reply reply) {
    this.wire = wire;
    this.fields = fields;
    this.position = position;
    this.reply = reply;
  }

  /** Waits for the response on as many streams as the server makes of it. */
  Envelope run() throws UpstreamException {
    int failures = 0;
    while (position.lastId() != null && fields.resumes() && failures < MAX_FAILURES) {
      pause(failures);
      long before = position.events();
      try {
        Optional<Envelope> response = attempt();
        if (response.isPresent()) {
          return response.get();
        }
      } catch (UpstreamException broken) {
        if (!mayBeTriedAgain(broken)) {
          throw broken;
        }
      }
      failures = position.events() > before ? 0 : failures + 1;
    }
    throw new UpstreamException(
        UpstreamException.Kind.MAY_HAVE_BEEN_SENT, "the event stream ended without the response");
  }

  private Optional<Envelope> attempt() throws UpstreamException {
    try (UpstreamResponse response = wire.get(fields.resuming(position), reply.handle())) {
      if (!response.isEventStream() || response.status() != 200) {
        throw UpstreamException.protocol(
            "the event stream ended without the response, and going on with it was answered with"
                + " HTTP status "
                + response.status());
      }
      return position.read(response, reply::isMet, reply.ears());
    }
  }

  private static boolean mayBeTriedAgain(UpstreamException broken) {
    return broken.kind() == UpstreamException.Kind.NOT_SENT
        || broken.kind() == UpstreamException.Kind.MAY_HAVE_BEEN_SENT;
  }

  private void pause(int failures) throws UpstreamException {
    Duration pause = position.retry(Backoff.FIRST).plus(Backoff.FIRST.multipliedBy(failures));
    long nanos = Math.min(pause.toNanos(), Math.max(0, reply.handle().deadline().remainingNanos()));
    try {
      Thread.sleep(Duration.ofNanos(nanos));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UpstreamException(UpstreamException.Kind.CANCELLED, "cancelled", stopped);
    }
  }
}
