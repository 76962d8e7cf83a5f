package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExtrasTest {
  @Test
  void theOrderOfTheNamesDoesNotMatter() {
    assertThat(Extras.of(List.of("sed", "git", "sed"))).isEqualTo(Extras.of(List.of("git", "sed")));
    assertThat(Extras.of(List.of("sed", "git")).suffix()).isEqualTo("+git+sed");
  }

  @Test
  void noPackagesChangeNoFolder() {
    assertThat(Extras.NONE.suffix()).isEmpty();
  }

  @Test
  void manyNamesStillGiveAShortFolder() {
    Extras many = Extras.of(IntStream.range(0, 16).mapToObj(i -> "x".repeat(60) + i).toList());
    assertThat(many.suffix()).matches("\\+[0-9a-f]{16}");
  }
}
