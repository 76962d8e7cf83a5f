package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.session.EventLog;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.protocol.mcp.Revision;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries what is sent on one stream to one connection, until either side ends it. */
final class Feed {
  /** When a client whose connection was closed should come back. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final EventLog log;
  private final EventLog.Reader reader;
  private final EventStream events;
  private final Duration silence;
  private final Consumer<Feed> ended;

  /**
   * Begins after event {@code after} of {@code log}; whatever carried the log before has ended.
   *
   * @param silence after which a comment shows that both sides are there
   */
  Feed(Exchange exchange, EventLog log, long after, Duration silence, Consumer<Feed> ended) {
    this.log = log;
    this.reader = log.readAfter(after);
    this.events = new EventStream(exchange.stream());
    this.silence = silence;
    this.ended = ended;
  }

  /**
   * Writes until everything is sent, the client is gone, or another connection takes over; tells
   * whether the client went away.
   */
  boolean run(Consumer<EventStream> beginning) {
    try {
      beginning.accept(events);
      while (!events.broken() && !reader.ended()) {
        send(reader.next(silence));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      reader.close();
      events.close();
      ended.accept(this);
    }
    return events.broken();
  }

  /**
   * How a new stream begins: with an empty event, by which the client can come back (SEP-1699);
   * clients of older revisions would take that for a broken message.
   */
  void beginning(EventStream stream, @Nullable Session session) {
    String id = log.id(0);
    if (id != null && session != null && session.revision().compareTo(Revision.V2025_11_25) >= 0) {
      stream.prime(id, RETRY);
    } else {
      stream.comment();
    }
  }

  private void send(EventLog.@Nullable Event next) {
    if (next != null) {
      events.message(log.id(next.number()), next.message());
    } else if (!reader.ended()) {
      events.comment();
    }
  }

  void breakOff(Duration limit) {
    events.breakOff(limit);
  }
}
