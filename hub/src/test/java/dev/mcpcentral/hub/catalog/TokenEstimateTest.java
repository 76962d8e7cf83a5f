package dev.mcpcentral.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import java.io.IOException;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TokenEstimateTest {
  /** What gpt-tokenizer 4.0.0 counted in these definitions with o200k_base, without "server". */
  private static final long COUNTED = 132_058;

  @Test
  void agreesWithARealTokenizer() throws IOException, MalformedJsonException {
    long estimate =
        TokenEstimate.of(
            LabelledTools.read().tools().stream().map(ToolSearch.Tool::definition).toList());
    assertThat(estimate).isCloseTo(COUNTED, Percentage.withPercentage(5));
  }

  @Test
  void roundsUp() {
    assertThat(TokenEstimate.ofBytes(0)).isZero();
    assertThat(TokenEstimate.ofBytes(1)).isEqualTo(1);
    assertThat(TokenEstimate.ofBytes(9)).isEqualTo(2);
    assertThat(TokenEstimate.ofBytes(4_500_000_000L)).isEqualTo(1_000_000_000L);
  }
}
