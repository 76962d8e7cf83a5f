package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerizeCommandTest {
  @TempDir Path directory;
  private MemoryHub hub;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    hub = new MemoryHub(directory);
    shell = new Shell(directory);
  }

  @AfterEach
  void stop() throws IOException {
    hub.close();
  }

  @Test
  void thePinnedReferenceIsTheFirstLineOfStandardOutput() {
    Shell.Finished made = shell.run("dockerize", "github-mcp");

    assertThat(made.exit()).as("%s", made).isZero();
    assertThat(made.err()).isEqualTo("  building github-mcp\n");
    assertThat(made.out())
        .isEqualTo(
            """
            localhost:5000/idp/github-mcp@%s
              image    localhost:5000/idp/github-mcp:1
              source   npm:declared@1
              layer    sha256:%s
              lock     /conf/locks/github-mcp (commit it)
            """
                .formatted(MemoryImages.DIGEST, "cd".repeat(32)));
  }

  @Test
  void foldersAreThoseOfThePersonAndNotOfTheHub() {
    Shell.Finished made =
        shell.run("dockerize", "mine", "dir:./server", "--output", "out", "--json");

    assertThat(made.out())
        .contains("\"source\":\"dir:" + directory.resolve("server") + "\"")
        .contains("\"context\":\"" + directory.resolve("out") + "\"");
  }

  @Test
  void whyThereIsNoImageIsSaid() {
    Shell.Finished failed = shell.run("dockerize", "broken");

    assertThat(failed.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(failed.err()).endsWith("error: No registry answers at localhost:5000\n");
    assertThat(failed.out()).isEmpty();
  }
}
