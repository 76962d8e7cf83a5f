package dev.mcpcentral.hub.backend;

import dev.mcpcentral.protocol.mcp.Era;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which era one server, told by its image or address, was found to speak. It saves a question at
 * the next start, and nothing depends on it: servers are updated.
 */
final class EraMemory {
  static final Duration MAX_AGE = Duration.ofHours(1);

  private record Verdict(Era era, Instant at) {}

  private final InstantSource clock;
  private volatile @Nullable Verdict verdict;

  EraMemory(InstantSource clock) {
    this.clock = clock;
  }

  Optional<Era> found() {
    Verdict last = verdict;
    return last == null || last.at.plus(MAX_AGE).isBefore(clock.instant())
        ? Optional.empty()
        : Optional.of(last.era);
  }

  void remember(Era era) {
    verdict = new Verdict(era, clock.instant());
  }

  void forget() {
    verdict = null;
  }
}
