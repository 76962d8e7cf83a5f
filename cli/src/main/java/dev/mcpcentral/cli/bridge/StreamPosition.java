package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.sse.SseEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a request's event stream is, so that it can be taken up again (SEP-1699). */
final class StreamPosition {
  private static final int MAX_RESUMPTIONS = 100;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private @Nullable String lastEvent;
  private Duration pause = Duration.ofMillis(500);
  private int resumptions;

  void at(SseEvent event) {
    event.id().ifPresent(id -> lastEvent = id);
    event
        .retry()
        .ifPresent(wish -> pause = wish.compareTo(LONGEST_PAUSE) < 0 ? wish : LONGEST_PAUSE);
  }

  boolean mayGoOn() {
    return lastEvent != null && resumptions < MAX_RESUMPTIONS;
  }

  /** How long to wait before the next attempt, which is counted. */
  Duration pause() {
    resumptions++;
    return pause;
  }

  @Nullable String lastEvent() {
    return lastEvent;
  }
}
