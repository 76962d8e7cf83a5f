package dev.mcpcentral.hub.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExposedTaskIdTest {
  private static final ServerName BUILD = new ServerName("build-1");

  @Test
  void taskIdsAreExposedUnderTheirServer() {
    assertThat(ExposedTaskId.of(BUILD, "786512e2-9e0d")).isEqualTo("build-1.786512e2-9e0d");
  }

  @Test
  void anyTextComesBackUnchanged() {
    Random random = new Random(16);
    for (int i = 0; i < 20_000; i++) {
      String original = RandomText.of(random);
      assertThat(ExposedTaskId.parse(ExposedTaskId.of(BUILD, original)))
          .as("round %d", i)
          .contains(new ExposedTaskId.Parsed(BUILD, original));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".x", "build-1", "Build.x", "b_c.x", "a b.x"})
  void otherTextIsNotExposed(String text) {
    assertThat(ExposedTaskId.parse(text)).isEmpty();
  }

  @Test
  void taskIdsOfAnotherServerAreNotRestored() {
    assertThat(ExposedTaskId.restoring(BUILD).apply("other.1")).isEqualTo("other.1");
    assertThat(ExposedTaskId.restoring(BUILD).apply("build-1.other.1")).isEqualTo("other.1");
  }
}
