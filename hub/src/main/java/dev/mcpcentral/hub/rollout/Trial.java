package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.rollout.ServerStatus.State;
import java.time.Duration;
import java.util.Optional;

/** Watches a version that has just begun to serve, while the one before could still return. */
final class Trial {
  static final Duration LENGTH = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int MOST_DEATHS = 2;

  private final Generation fresh;
  private final double before;
  private final int deathsBefore;

  /** {@code before} is the version that it is compared with. */
  Trial(Generation fresh, Generation before) {
    this.fresh = fresh;
    this.before = before.errors().rate();
    this.deathsBefore = fresh.server().deaths();
  }

  /** Why it is not good enough; empty when the time is over and it is. */
  Optional<String> run() throws InterruptedException {
    long end = System.nanoTime() + LENGTH.toNanos();
    while (System.nanoTime() < end) {
      Optional<String> trouble = trouble();
      if (trouble.isPresent()) {
        return trouble;
      }
      Thread.sleep(LOOK);
    }
    return Optional.empty();
  }

  private Optional<String> trouble() {
    if (fresh.server().standing().state() == State.FAILED) {
      return Optional.of(fresh.server().standing().detail());
    }
    int deaths = fresh.server().deaths() - deathsBefore;
    if (deaths >= MOST_DEATHS) {
      return Optional.of("it ended " + deaths + " times within " + LENGTH.toSeconds() + " s");
    }
    return fresh.errors().isStepAbove(before)
        ? Optional.of(
            "%.0f %% of its calls went wrong, %.0f %% before"
                .formatted(100 * fresh.errors().rate(), 100 * before))
        : Optional.empty();
  }
}
