package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.image.Images;
import java.time.Duration;

/** Calls wait while the old version ends and the new one starts: never two at once. */
record Replacement(Seat seat, Generation fresh, Images.Progress progress) implements Takeover {
  /** Calls in flight may take this long before those that wait are let through once more. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(10);
  private static final int ATTEMPTS = 20;

  @Override
  public Generation begin(Runnable started) throws InterruptedException {
    fresh.server().begin();
    Probe.awaitPrepared(fresh.server());
    Generation old = seat.current();
    quiet(old);
    try {
      progress.step("calls wait while the old version ends and the new one starts");
      old.server().suspend();
      Probe.connect(fresh.server(), "start the new version of");
      started.run();
      return seat.shift(fresh);
    } catch (RuntimeException failed) {
      fresh.close();
      back(old);
      throw failed;
    } finally {
      seat.hold().end();
    }
  }

  /** Holds new calls until the old version has none; lets them through when that takes too long. */
  private void quiet(Generation old) throws InterruptedException {
    for (int i = 0; i < ATTEMPTS; i++) {
      seat.hold().begin();
      long end = System.nanoTime() + QUIET.toNanos();
      while (System.nanoTime() < end) {
        if (old.retire()) {
          return;
        }
        Thread.sleep(LOOK);
      }
      seat.hold().end();
      Thread.sleep(QUIET);
    }
    fresh.close();
    throw new FleetException(
        "'%s' always has calls that take longer than %d s: try again when it is used less"
            .formatted(seat.name(), QUIET.toSeconds()));
  }

  private void back(Generation old) {
    old.server().resume();
    old.revive();
  }

  @Override
  public void undo(Generation old) throws InterruptedException {
    seat.hold().begin();
    try {
      long end = System.nanoTime() + QUIET.toNanos();
      seat.move(fresh);
      while (!fresh.retire() && System.nanoTime() < end) {
        Thread.sleep(LOOK);
      }
      fresh.close();
      back(old);
      seat.shift(old);
      seat.gone(fresh);
    } finally {
      seat.hold().end();
    }
  }
}
