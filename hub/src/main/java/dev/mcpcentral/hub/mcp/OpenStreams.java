package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.session.EventLog;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The event streams that connections carry now: counted, and bounded in number. */
final class OpenStreams {
  static final int MAX = 20_000;

  /** Short enough that no proxy takes a stream for dead. */
  static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  /** For how long a client may leave a write unread. */
  static final Duration UNREAD = Duration.ofSeconds(30);

  private final Set<Feed> feeds = ConcurrentHashMap.newKeySet();

  /**
   * Makes the exchange's response a stream that carries {@code log} from after event {@code after};
   * the caller must run it. Empty when there are too many.
   */
  Optional<Feed> open(Exchange exchange, EventLog log, long after, Duration silence) {
    if (feeds.size() >= MAX) {
      return Optional.empty();
    }
    Feed feed = new Feed(exchange, log, after, silence, feeds::remove);
    feeds.add(feed);
    return Optional.of(feed);
  }

  int count() {
    return feeds.size();
  }

  /** Closes the connections of clients that do not read; to be called every second or so. */
  void breakOff(Duration unread) {
    feeds.forEach(feed -> feed.breakOff(unread));
  }
}
