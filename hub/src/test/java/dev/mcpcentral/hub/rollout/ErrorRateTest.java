package dev.mcpcentral.hub.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The share of the last calls that went wrong. */
final class ErrorRateTest {
  private final ErrorRate rate = new ErrorRate();

  private void count(int times, boolean failed) {
    for (int i = 0; i < times; i++) {
      rate.count(failed);
    }
  }

  @Test
  void nothingIsKnownBeforeTheFirstCall() {
    assertThat(rate.counted()).isZero();
    assertThat(rate.rate()).isZero();
    assertThat(rate.isStepAbove(0)).isFalse();
  }

  @Test
  void onlyTheLast63CallsCount() {
    count(1_000, true);
    assertThat(rate.counted()).isEqualTo(63);
    assertThat(rate.rate()).isEqualTo(1);
    count(21, false);
    assertThat(rate.rate()).isCloseTo(42.0 / 63, within(1e-9));
    count(63, false);
    assertThat(rate.rate()).isZero();
    assertThat(rate.counted()).isEqualTo(63);
  }

  @Test
  void singleErrorsAreNoStep() {
    count(2, true);
    assertThat(rate.isStepAbove(0)).as("two calls").isFalse();
    count(3, false);
    assertThat(rate.isStepAbove(0)).as("two errors of five").isFalse();
    count(1, true);
    assertThat(rate.isStepAbove(0)).as("three of six").isTrue();
  }

  @Test
  void whatWasAsBadBeforeIsNoStep() {
    count(30, false);
    count(30, true);
    assertThat(rate.isStepAbove(0.3)).isFalse();
    assertThat(rate.isStepAbove(0.2)).isTrue();
  }
}
