package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Keeps so many instances started for whoever comes next. */
final class Spares implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration GENTLE = Duration.ofSeconds(2);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final Connector template;
  private final Places places;
  private final int wanted;
  private final ServerEvents events;
  private final Revival revival;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Thread starter = Thread.ofVirtual().name("spare instances").unstarted(this::run);
  private volatile long notBefore = System.nanoTime();
  private volatile boolean closed;

  Spares(Connector template, Places places, int wanted, ServerEvents events) {
    this.template = template;
    this.places = places;
    this.wanted = wanted;
    this.events = events;
    this.revival = new Revival(template.longestPause());
  }

  int wanted() {
    return wanted;
  }

  /** From now on there are spare instances. */
  void begin() {
    if (wanted > 0 && begun.compareAndSet(false, true)) {
      starter.start();
    }
  }

  /** Another one may be needed, or possible. */
  void look() {
    LockSupport.unpark(starter);
  }

  private void run() {
    while (!closed) {
      long pause = notBefore - System.nanoTime();
      if (pause <= 0 && places.reserve(wanted)) {
        start();
      } else {
        LockSupport.parkNanos(this, pause > 0 ? pause : LOOK.toNanos());
      }
    }
  }

  private void start() {
    Connector connector = template.another();
    long begin = System.nanoTime();
    try {
      Warm warm =
          new Warm(connector, connector.connect(events, Deadline.in(PeerHolder.START_PATIENCE)));
      places.shelve(warm);
      warm.peer().gone().thenAccept(how -> died(warm, begin, how));
      if (closed && places.drop(warm)) {
        warm.close();
      }
    } catch (PeerException failed) {
      connector.close();
      places.unreserve();
      rest(Duration.ZERO, String.valueOf(failed.getMessage()));
    }
  }

  private void died(Warm warm, long begin, String how) {
    if (places.drop(warm)) {
      warm.connector().close();
      rest(Duration.ofNanos(System.nanoTime() - begin), how);
      look();
    }
  }

  /** One that does not start, or does not live long, is tried less and less often. */
  private void rest(Duration lived, String how) {
    Duration pause = revival.after(lived);
    notBefore = System.nanoTime() + Math.max(pause.toNanos(), Backoff.FIRST.toNanos());
    if (!closed) {
      events.line("[mcp-central] a spare instance ended: " + how);
    }
  }

  /** Ends the spare instances; there will be no others. */
  @Override
  public void close() {
    closed = true;
    look();
    places.close().forEach(Warm::close);
    try {
      // A start that is interrupted may leave something behind, so it is given a moment first.
      if (begun.get() && !starter.join(GENTLE)) {
        starter.interrupt();
        starter.join(STOP_PATIENCE);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
