package dev.mcpcentral.hub.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every case of {@code refused.txt}: a name, a file, and the exact message. */
class RefusedFilesTest {
  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> refusedFiles() throws IOException {
    ConfigurationFile file =
        new ConfigurationFile(folder.resolve(ConfigurationFile.DEFAULT_NAME), Set.of());
    return Arrays.stream(fixtures().split("(?m)^=== "))
        .skip(1)
        .map(fixture -> {
          String[] parts = fixture.split("(?m)^>>>\n", -1);
          int name = parts[0].indexOf('\n');
          String yaml = parts[0].substring(name + 1);
          return dynamicTest(
              parts[0].substring(0, name), () -> isRefused(file, yaml, parts[1].strip()));
        });
  }

  private static void isRefused(ConfigurationFile file, String yaml, String message) {
    ConfigurationException e =
        catchThrowableOfType(ConfigurationException.class, () -> file.parse(yaml));
    assertThat(e).hasMessage(message);
    assertThat(e.getMessage()).doesNotContain("canary");
    assertThat(e.problems()).hasSize(message.split("\n").length);
  }

  private static String fixtures() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RefusedFilesTest.class.getResourceAsStream("refused.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
