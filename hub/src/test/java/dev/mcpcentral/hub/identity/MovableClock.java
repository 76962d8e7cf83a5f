package dev.mcpcentral.hub.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

final class MovableClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-11-22T10:15:30Z");

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration step) {
    now = now.plus(step);
  }
}
