package dev.mcpcentral.hub.rollout;

import java.time.Duration;

/** Waits until a version has ended what began on it, and then ends the version. */
final class Drain {
  /** Sessions may last for days; after this long they go on with the current version. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  /** No call takes longer than this. */
  private static final Duration LONGEST_CALL = Duration.ofHours(2);

  private static final Duration LOOK = Duration.ofMillis(100);

  private final Seat seat;
  private final Generation old;
  private final Runnable done;

  private Drain(Seat seat, Generation old, Runnable done) {
    this.seat = seat;
    this.old = old;
    this.done = done;
  }

  /** In the background; {@code done} runs when the version has gone. */
  static void begin(Seat seat, Generation old, Runnable done) {
    Thread.ofVirtual().name("drain " + seat.name()).start(() -> new Drain(seat, old, done).run());
  }

  private void run() {
    try {
      if (!quiet(PATIENCE)) {
        seat.move(old);
        quiet(LONGEST_CALL);
      }
      seat.gone(old);
      done.run();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean quiet(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!seat.closed() && !seat.retired(old)) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(LOOK);
    }
    return true;
  }
}
