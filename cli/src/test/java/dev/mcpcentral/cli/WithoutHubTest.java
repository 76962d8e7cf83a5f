package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.admin.RunningHub;
import dev.mcpcentral.hub.identity.OperatorCredential;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WithoutHubTest {
  @TempDir Path directory;
  private Shell shell;

  @BeforeEach
  void open() {
    shell = new Shell(directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "list",
        "tools",
        "down",
        "start x",
        "stop x",
        "restart x",
        "remove x",
        "logs x",
        "call x",
        "add x npm:x",
        "dockerize x"
      })
  void commandsThatNeedAHubSaySo(String command) {
    Shell.Finished finished = shell.run(command.split(" ", -1));
    assertThat(finished.exit()).isEqualTo(ExitCode.NOT_RUNNING);
    assertThat(finished.err())
        .isEqualTo("error: the hub is not running: start it with mcp-central up\n");
    assertThat(finished.out()).isEmpty();
    assertThat(shell.home()).doesNotExist();
  }

  @Test
  void whatACrashedHubLeftBehindIsNoHub() throws IOException {
    Files.createDirectories(shell.home());
    OperatorCredential.openOrCreate(shell.home());
    new RunningHub(
            ProcessHandle.current().pid(), URI.create("http://127.0.0.1:1"), Path.of("/x.yaml"))
        .write(shell.home());

    assertThat(shell.run("status").exit()).isEqualTo(ExitCode.NOT_RUNNING);
    Files.writeString(shell.home().resolve("hub.json"), "{broken");
    assertThat(shell.run("status", "--json").out())
        .isEqualTo(
            "{\"error\":{\"code\":\"not-running\",\"message\":\"the hub is not running: start it with mcp-central up\"}}\n");
  }

  @Test
  void tokensAreMadeListedAndRevoked() {
    String token = shell.run("token", "create", "laptop").out().strip();
    assertThat(token).startsWith("mcpc_");
    assertThat(shell.run("token", "create", "laptop").exit()).isEqualTo(ExitCode.FAILED);
    assertThat(shell.run("token", "list").out()).contains("laptop", "never").doesNotContain(token);
    assertThat(shell.run("token", "list", "--json").out())
        .startsWith("{\"tokens\":[{\"name\":\"laptop\",\"created\":");
    assertThat(shell.run("token", "revoke", "laptop").out()).isEqualTo("laptop is revoked\n");
    assertThat(shell.run("token", "revoke", "laptop").exit()).isEqualTo(ExitCode.FAILED);
    assertThat(shell.run("token", "create", "ci", "--json").out())
        .startsWith("{\"name\":\"ci\",\"token\":\"mcpc_");
  }

  @Test
  void anAuditLogThatIsNotThereIsNotVerified() {
    assertThat(shell.run("audit", "tail").exit()).isZero();
    assertThat(shell.run("audit", "verify").exit()).isEqualTo(ExitCode.FAILED);
    assertThat(shell.run("audit", "verify").err()).contains("there is no audit log in");
  }

  @Test
  void aDamagedAuditLogIsFound() throws IOException {
    try (MemoryHub hub = new MemoryHub(directory)) {
      shell.run("stop", "memory");
      shell.run("start", "memory");
      assertThat(hub.fleet.servers()).isNotEmpty();
    }
    assertThat(shell.run("audit", "verify").out()).contains("2 intents, 2 outcomes", "intact");

    Path segment;
    try (var files = Files.list(shell.home().resolve("audit"))) {
      segment = files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(segment);
    bytes[200] ^= 1;
    Files.write(segment, bytes);

    Shell.Finished verified = shell.run("audit", "verify");
    assertThat(verified.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(verified.out()).contains("NOT INTACT", segment.toString());
    assertThat(shell.run("audit", "verify", "--json").out())
        .contains("\"intact\":false", "\"problem\":{\"file\":");
  }

  @Test
  void versionAndCompletionAreAlwaysThere() {
    assertThat(shell.run("version").out()).matches("mcp-central [0-9.]+ \\(Java 25.*\\)\n");
    assertThat(shell.run("version", "--json").out()).contains("\"version\":\"0.1.0\"");
    assertThat(shell.run("completion", "bash").out()).contains("restart", "--allow-unsandboxed");
    assertThat(shell.run("completion", "zsh").out()).contains("bashcompinit");
    assertThat(shell.run("completion", "fish").exit()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void wrongUseIsExplainedWithTheNearestCommand() {
    Shell.Finished typo = shell.run("statsu");
    assertThat(typo.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(typo.err()).contains("statsu", "mcp-central status");
    assertThat(shell.run().exit()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.run("audit").err()).contains("say tail or verify");
    assertThat(shell.run("logs").err()).contains("SERVER");
    assertThat(shell.run("token", "create", "--json").out())
        .startsWith("{\"error\":{\"code\":\"usage\"");
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    var all = CommandLineTool.complete(Surroundings.ofProcess()).getSubcommands();
    assertThat(all).hasSize(20);
    all.forEach((name, _) -> {
      Shell.Finished help = shell.run(name, "--help");
      assertThat(help.exit()).isZero();
      assertThat(help.out())
          .contains("Usage: mcp-central " + name, "Examples:", "Exit codes:", "--json");
    });
  }
}
