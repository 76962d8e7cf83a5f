package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference/cli.md} is what the commands say of themselves. {@code
 * -Dreference.write=true} writes it.
 */
class ReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/cli.md");

  @Test
  void theReferenceIsUpToDate() throws IOException {
    String page = ReferencePage.of(CommandLineTool.complete(Surroundings.ofProcess()));
    if (Boolean.getBoolean("reference.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("regenerate with: ./mvnw -pl cli -am test -Dtest=ReferenceTest -Dreference.write=true")
        .hasContent(page);
  }
}
