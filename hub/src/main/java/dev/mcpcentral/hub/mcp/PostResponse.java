package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.session.EventLog;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The response to one POST: plain JSON when the answer comes quickly and nothing precedes it,
 * otherwise an event stream that begins with the first message or with the first {@link #pulse()}.
 */
final class PostResponse implements Outlet {
  private static final String JSON = "application/json";

  /** Only writing shows that a client has gone, and it takes two writes to be sure. */
  private static final Duration SILENCE = Duration.ofMillis(500);

  private final Exchange exchange;
  private final boolean mayStream;
  private final OpenStreams streams;
  private final @Nullable Session session;
  private final Runnable gone;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean answered;
  private boolean refused;
  private @Nullable EventLog log;
  private @Nullable Thread feeding;

  /**
   * With a session, the stream can be taken up again; without one, {@code gone} runs when the
   * client goes away before the end.
   */
  PostResponse(Origin origin, OpenStreams streams, @Nullable Session session, Runnable gone) {
    this.exchange = origin.exchange();
    this.mayStream = origin.acceptsStream();
    this.streams = streams;
    this.session = session;
    this.gone = gone;
  }

  @Override
  public void notify(Slice notification) {
    EventLog open = open();
    if (open != null) {
      open.offer(notification);
    }
  }

  @Override
  public boolean put(Slice message) {
    EventLog open = open();
    return open != null && open.put(message);
  }

  @Override
  public void pulse() {
    open();
  }

  @Override
  public void answer(int status, Slice response) {
    EventLog open = end();
    if (open == null) {
      exchange.send(status, JSON, response);
    } else {
      open.put(response);
      finish(open);
    }
  }

  /** Ends a stream whose responses are on it already; false when there is none. */
  boolean finish() {
    EventLog open = end();
    if (open != null) {
      finish(open);
    }
    return open != null;
  }

  private void finish(EventLog open) {
    open.finish();
    awaitFeed();
  }

  /** The response belongs to this exchange until its last byte is written. */
  private void awaitFeed() {
    Thread waited = feeding;
    try {
      if (waited != null) {
        waited.join();
      }
    } catch (InterruptedException stopped) {
      waited.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  /** The stream if there is one; none will be opened any more. */
  private @Nullable EventLog end() {
    lock.lock();
    try {
      answered = true;
      return log;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable EventLog open() {
    lock.lock();
    try {
      if (log == null && mayStream && !answered && !refused) {
        log = begin().orElse(null);
        refused = log == null;
      }
      return answered ? null : log;
    } finally {
      lock.unlock();
    }
  }

  private Optional<EventLog> begin() {
    Optional<EventLog> fresh =
        session == null ? Optional.of(EventLog.unkept()) : session.openStream(false);
    if (fresh.isEmpty()) {
      return fresh;
    }
    Optional<Feed> feed = streams.open(exchange, fresh.get(), 0, SILENCE);
    if (feed.isEmpty()) {
      fresh.get().close();
      return Optional.empty();
    }
    feeding = Thread.ofVirtual().name("event stream").start(() -> run(feed.get()));
    return fresh;
  }

  private void run(Feed feed) {
    if (feed.run(events -> feed.beginning(events, session))) {
      gone.run();
    }
  }
}
