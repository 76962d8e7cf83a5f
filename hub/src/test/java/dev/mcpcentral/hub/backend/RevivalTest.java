package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RevivalTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  @Test
  void pausesGrowWhileLivesAreShortAndEndWithALongOne() {
    Revival revival = new Revival(Duration.ofSeconds(1));
    assertThat(revival.after(SHORT)).isZero();
    assertThat(revival.after(SHORT)).hasMillis(200);
    assertThat(revival.after(SHORT)).hasMillis(400);
    assertThat(revival.after(SHORT)).hasMillis(800);
    for (int i = 0; i < 100; i++) {
      assertThat(revival.after(SHORT)).hasSeconds(1);
    }
    assertThat(revival.after(Revival.STEADY)).isZero();
    assertThat(revival.after(SHORT)).hasMillis(200);
  }
}
