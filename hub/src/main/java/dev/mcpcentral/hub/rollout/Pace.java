package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.spec.Source;
import java.time.Duration;

/** How long to wait before a server that could not be used is tried again. */
record Pace(Duration first, Duration longest) {
  private static final Pace BUILT = new Pace(Duration.ofSeconds(5), Duration.ofMinutes(5));

  /** Asking a server elsewhere costs next to nothing, and clients see it soon after it is back. */
  private static final Pace REMOTE = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(1));

  /** It may have been started a moment ago, and not listen yet. */
  private static final Pace FOREIGN = new Pace(Duration.ofMillis(100), Duration.ofSeconds(10));

  static Pace of(Source source) {
    return switch (source) {
      case Source.Remote _ -> REMOTE;
      case Source.Container _ -> FOREIGN;
      case Source.Npm _, Source.Pypi _, Source.Go _, Source.ImageReference _, Source.Directory _ ->
          BUILT;
    };
  }

  Duration after(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(longest) < 0 ? twice : longest;
  }
}
