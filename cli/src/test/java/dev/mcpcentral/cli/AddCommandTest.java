package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddCommandTest {
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
  void progressGoesToStandardErrorAndTheServerToStandardOutput() {
    Shell.Finished added = shell.run("add", "time", "pypi:mcp-server-time", "--risk", "low");

    assertThat(added.exit()).as("%s", added).isZero();
    assertThat(added.err()).isEqualTo("  resolving pypi:mcp-server-time\n");
    assertThat(added.out()).startsWith("time is added: pypi:mcp-server-time@1.2.3, risk low");
  }

  @Test
  void everyOptionReachesTheHubInTheFormOfTheFile() {
    Shell.Finished added =
        shell.run(
            "add",
            "files",
            "npm:@scope/files",
            "--risk",
            "high",
            "--env",
            "A=b=c",
            "--mount",
            "docs:/docs",
            "--mount",
            "/srv/a:b:/b:rw",
            "--volume",
            "v:/data",
            "--network",
            "open",
            "--port",
            "8080",
            "--json",
            "--",
            "/docs",
            "--verbose");

    assertThat(added.exit()).as("%s", added).isZero();
    assertThat(added.err()).isEmpty();
    assertThat(added.out()).startsWith("{\"server\":{\"name\":\"files\"");
    assertThat(hub.lastAdded)
        .isEqualTo(
            """
            {"name":"files","source":"npm:@scope/files","risk":"high","network":"open","port":8080,\
            "env":{"A":"b=c"},"mounts":[{"source":"%1$s/docs","target":"/docs","mode":"ro"},\
            {"source":"/srv/a:b","target":"/b","mode":"rw"}],"volumes":[{"name":"v","target":"/data"}],\
            "args":["/docs","--verbose"]}\
            """
                .formatted(directory));
  }

  @Test
  void aFolderIsRelativeToWhereThePersonIs() {
    shell.run("add", "mine", "dir:./servers/../mine");
    assertThat(hub.lastAdded).contains("\"source\":\"dir:" + directory + "/mine\"");
  }

  @Test
  void aValueThatLooksLikeASecretIsWarnedOfAndNotRepeated() {
    String secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
    Shell.Finished added =
        shell.run("add", "git", "npm:git", "--env", "WHO=" + secret, "--env", "PLAIN=/data/x.json");

    assertThat(added.exit()).as("%s", added).isZero();
    assertThat(added.err())
        .contains("warning: the value of WHO looks like a secret")
        .doesNotContain("PLAIN", secret);
    assertThat(shell.run("audit", "tail", "--json").out()).contains("git").doesNotContain(secret);
  }

  @Test
  void aSecretIsGivenByWhereItIs() {
    Shell.Finished added = shell.run("add", "git", "npm:git", "--secret", "TOKEN=env:GIT_TOKEN");
    assertThat(added.exit()).as("%s", added).isZero();
    assertThat(added.err()).doesNotContain("warning");
    assertThat(hub.lastAdded).contains("\"secrets\":{\"TOKEN\":\"env:GIT_TOKEN\"}");
    assertThat(shell.run("add", "git", "npm:git", "--secret", "mistaken").err())
        .contains("--secret wants KEY=env:VARIABLE")
        .doesNotContain("mistaken");
  }

  @Test
  void anAdditionThatFailsTellsWhy() {
    Shell.Finished taken = shell.run("add", "memory", "npm:memory");
    assertThat(taken.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(taken.err()).endsWith("error: there is a server 'memory' already\n");
  }

  @Test
  void theRulesOfTheFileHold() {
    Shell.Finished wrong = shell.run("add", "time", "pypi:mcp-server-time", "--risk", "lwo");
    assertThat(wrong.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(wrong.err()).contains("low");
    assertThat(shell.run("add", "Time", "npm:x").err()).contains("is not a server name");
    assertThat(shell.run("add", "x", "ftp:x", "--env", "A=hidden").err())
        .contains("error:")
        .doesNotContain("hidden");
    assertThat(shell.run("list").out()).doesNotContain("time");
  }

  @Test
  void malformedOptionsAreWrongUse() {
    for (String[] wrong :
        new String[][] {
          {"--env", "hunter2"}, {"--mount", "docs"}, {"--volume", "/data"}, {"--port", "many"}
        }) {
      Shell.Finished finished = shell.run("add", "x", "npm:x", wrong[0], wrong[1]);
      assertThat(finished.exit()).as("%s", finished).isEqualTo(ExitCode.USAGE);
      assertThat(finished.err()).contains(wrong[0]).doesNotContain("hunter2");
    }
  }
}
