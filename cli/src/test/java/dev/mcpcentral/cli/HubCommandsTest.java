package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that ask a running hub. */
class HubCommandsTest {
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

  private Shell.Finished succeeds(String... args) {
    Shell.Finished finished = shell.run(args);
    assertThat(finished.exit()).as("%s", finished).isEqualTo(ExitCode.OK);
    return finished;
  }

  private Shell.Finished fails(int exit, String... args) {
    Shell.Finished finished = shell.run(args);
    assertThat(finished.exit()).as("%s", finished).isEqualTo(exit);
    return finished;
  }

  @Test
  void statusTellsEndpointsTroubleAndServers() {
    assertThat(succeeds("status").out())
        .contains("MCP Central 9.9.9", "http://127.0.0.1:3010/mcp", "Docker 28")
        .contains("trouble engine: it has stopped", "unknown key 'rsik'")
        .containsPattern("memory +ready +low +3 +npm:memory@1.0.0");
    assertThat(succeeds("status", "--json").out())
        .startsWith("{")
        .contains("\"servers\":[{\"name\":\"memory\"", "\"configurationTrouble\"");
  }

  @Test
  void statusTellsWhatWasDiscoveredAndWhatWasNot() {
    hub.fleet.discovers("github", "github-mcp");
    assertThat(succeeds("status").out())
        .containsPattern("github +running +high +3 +container:github-mcp")
        .contains("github: discovered: container github-mcp, which nobody has reviewed")
        .contains("mcp-central add github container:github-mcp --risk LEVEL")
        .contains("started by somebody else: it runs as root")
        .contains("ignored container web: it is paused");
    assertThat(succeeds("status", "--json").out())
        .contains("\"origin\":\"discovered: container github-mcp\"")
        .contains("\"lacks\":[\"it runs as root\"]")
        .contains("\"ignoredContainers\":[{\"container\":\"web\",\"reason\":\"it is paused\"}]");
  }

  @Test
  void listShowsAlignedColumns() {
    assertThat(succeeds("list").out())
        .isEqualTo(
            """
            SERVER  STATE   RISK    TOOLS  SOURCE            DETAIL
            memory  ready   low     3      npm:memory@1.0.0
            broken  failed  medium  3      npm:broken@1.0.0
            """);
    assertThat(succeeds("list", "--json").out()).contains("\"state\":\"failed\"");
  }

  @Test
  void coloursAreForTerminalsWhoseOwnersWantThem() {
    shell.onTerminal();
    assertThat(succeeds("list").out()).contains("\u001b[31mfailed\u001b[0m");
    assertThat(succeeds("list", "--json").out()).doesNotContain("\u001b");
    assertThat(shell.with("NO_COLOR", "1").run("list").out()).doesNotContain("\u001b");
  }

  @Test
  void aServerIsStoppedStartedRestartedAndRemoved() {
    assertThat(succeeds("stop", "memory").out()).isEqualTo("memory is stopped\n");
    assertThat(succeeds("start", "memory").out()).isEqualTo("memory is running\n");
    assertThat(succeeds("restart", "memory", "--json").out())
        .contains("{\"server\":{\"name\":\"memory\"");
    assertThat(succeeds("remove", "memory").out()).isEqualTo("memory is removed\n");
    assertThat(fails(ExitCode.FAILED, "remove", "memory").err())
        .contains("there is no server 'memory'");
  }

  @Test
  void anUnknownServerFailsWhateverIsAsked() {
    for (String command : new String[] {"start", "stop", "restart", "remove", "logs", "tools"}) {
      assertThat(fails(ExitCode.FAILED, command, "nobody").err())
          .contains("error: there is no server 'nobody'");
    }
    assertThat(fails(ExitCode.FAILED, "remove", "../memory").err()).contains("not a server name");
  }

  @Test
  void aFailureIsToldInWordsOrAsJson() {
    assertThat(fails(ExitCode.FAILED, "start", "broken").err())
        .isEqualTo("error: broken: its image cannot be built\n");
    Shell.Finished json = fails(ExitCode.FAILED, "start", "broken", "--json");
    assertThat(json.out())
        .isEqualTo(
            "{\"error\":{\"code\":\"failed\",\"message\":\"broken: its image cannot be built\"}}\n");
    assertThat(json.err()).isEmpty();
  }

  @Test
  void toolsAreListed() {
    assertThat(succeeds("tools").out()).contains("memory__echo  Says it again.\n");
    assertThat(succeeds("tools", "central", "--json").out()).contains("central__echo");
  }

  @Test
  void argumentsComeFromTheCommandLineAFileOrStandardInput() throws IOException {
    Files.writeString(directory.resolve("arguments.json"), "{\"from\": \"file\"}");

    assertThat(succeeds("call", "memory__echo", "{\"n\": 1e2}").out()).isEqualTo("{\"n\": 1e2}\n");
    assertThat(succeeds("call", "memory__echo", "@arguments.json").out()).contains("file");
    assertThat(shell.typing("{\"from\":\"input\"}").run("call", "memory__echo", "-").out())
        .contains("input");
    assertThat(succeeds("call", "memory__echo").out()).isEqualTo("{}\n");
    assertThat(succeeds("call", "memory__echo", "{}", "--json").out())
        .isEqualTo("{\"content\":[{\"type\":\"text\",\"text\":\"{}\"}],\"isError\":false}\n");
  }

  @Test
  void aCallThatFailsSetsTheExitCode() {
    assertThat(fails(ExitCode.FAILED, "call", "memory__fails").out()).contains("no such entity");
    assertThat(fails(ExitCode.REFUSED, "call", "memory__denied").err()).contains("not for you");
    assertThat(fails(ExitCode.FAILED, "call", "nothing").err()).contains("no tool 'nothing'");
    assertThat(fails(ExitCode.USAGE, "call", "memory__echo", "{bad").err()).contains("not valid");
    assertThat(fails(ExitCode.USAGE, "call", "memory__echo", "[]").err()).contains("object");
    assertThat(fails(ExitCode.USAGE, "call", "memory__echo", "@none").err()).contains("none");
  }

  @Test
  void whatAServerWroteCannotSteerTheTerminal() {
    assertThat(succeeds("call", "memory__steers").out()).isEqualTo("\\x1b]0;owned\\x07\n");
    assertThat(succeeds("logs", "memory", "-n", "1").out()).isEqualTo("red \\x1b[31malert\n");
  }

  @Test
  void logsShowTheLastLines() {
    assertThat(succeeds("logs", "memory", "-n", "2").out()).startsWith("two\n");
    assertThat(succeeds("logs", "memory", "--json").out())
        .startsWith("{\"server\":\"memory\",\"line\":\"one\"}\n");
    assertThat(fails(ExitCode.FAILED, "logs", "memory", "-n", "-1").err()).contains("'lines'");
  }

  @Test
  void upShowsTheHubThatRunsAlready() {
    assertThat(succeeds("up").out())
        .contains("is running already", "http://127.0.0.1:3010/mcp", "Next:");
    assertThat(succeeds("up", "--detach", "--json").out()).contains("\"version\":\"9.9.9\"");
  }

  @Test
  void aNamedConfigurationMustBeTheHubs() throws IOException {
    Files.writeString(hub.configuration, "servers: {}\n");
    assertThat(succeeds("list", "--config", "mcp-central.yaml").out()).contains("memory");
    assertThat(fails(ExitCode.FAILED, "stop", "memory", "--config", "other.yaml").err())
        .contains("the running hub uses", "other.yaml");
  }

  @Test
  void aWrongCredentialIsRefused() throws IOException {
    Files.writeString(shell.home().resolve("operator.token"), "mcpo_" + "A".repeat(43));
    assertThat(fails(ExitCode.REFUSED, "list").err()).contains("operator.token");
  }

  @Test
  void everyChangeIsRecorded() {
    succeeds("stop", "memory");
    fails(ExitCode.FAILED, "start", "broken");

    assertThat(succeeds("audit", "tail").out())
        .containsSubsequence(
            "INTENT   operator@admin  servers/stop  memory",
            "OUTCOME  of 3  ok",
            "INTENT   operator@admin  servers/start  broken",
            "OUTCOME  of 5  failed  FleetException");
    assertThat(succeeds("audit", "tail", "-n", "1", "--json").out())
        .startsWith("{\"seq\":6,")
        .hasLineCount(1);
    assertThat(succeeds("audit", "verify").out())
        .contains("2 intents, 2 outcomes, 0 pending", "intact");
  }
}
