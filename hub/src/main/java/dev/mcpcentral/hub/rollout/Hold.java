package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.ServerName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lets calls wait, for a moment and a bounded number of them, while a server is replaced. */
final class Hold {
  /** A client that waits longer would rather hear of it. */
  static final Duration LONGEST = Duration.ofSeconds(5);

  private static final int MOST = 1_000;

  private final AtomicInteger waiting = new AtomicInteger();
  private volatile @Nullable CountDownLatch closed;

  void begin() {
    closed = new CountDownLatch(1);
  }

  void end() {
    CountDownLatch latch = closed;
    closed = null;
    if (latch != null) {
      latch.countDown();
    }
  }

  boolean isHeld() {
    return closed != null;
  }

  /** Returns at once when nothing is held; otherwise when it is over, or with why it was not. */
  Optional<Failure> pass(ServerName server) {
    CountDownLatch latch = closed;
    return latch == null ? Optional.empty() : waited(server, latch);
  }

  private Optional<Failure> waited(ServerName server, CountDownLatch latch) {
    try {
      if (waiting.incrementAndGet() > MOST) {
        return busy(server, MOST + " calls wait already");
      }
      return latch.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
          ? Optional.empty()
          : busy(server, "that takes too long");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.of(new Failure.Cancelled());
    } finally {
      waiting.decrementAndGet();
    }
  }

  private static Optional<Failure> busy(ServerName server, String why) {
    return Optional.of(
        new Failure.BackendUnavailable(
            server, "it is being replaced by another version, and " + why + ": try again"));
  }
}
