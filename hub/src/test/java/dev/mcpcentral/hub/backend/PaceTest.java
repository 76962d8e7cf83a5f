package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static Duration time(Pace pace, int steps) throws InterruptedException {
    long started = System.nanoTime();
    for (int n = 0; n < steps; n++) {
      pace.step();
    }
    return Duration.ofNanos(System.nanoTime() - started);
  }

  @Test
  void aBurstIsReadAtOnceAndAFloodAtItsPace() throws InterruptedException {
    Pace pace = new Pace();
    Duration burst = time(pace, Pace.BURST);
    assertThat(burst).isLessThan(Duration.ofMillis(500));
    // What the burst took to read was earned again in the meantime.
    int flood = 300;
    Duration least = Duration.ofSeconds(flood).dividedBy(Pace.PER_SECOND).minus(burst);
    assertThat(time(pace, flood)).isGreaterThan(least.minusMillis(40));
  }
}
