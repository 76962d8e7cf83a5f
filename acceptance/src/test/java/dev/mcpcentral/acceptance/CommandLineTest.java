package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The commands of an operator against a running hub. */
@ExtendWith(SharedHubs.class)
class CommandLineTest {
  private final HubProcess hub;
  private final URI mcp;

  CommandLineTest(OddServers.AsProcesses servers) {
    hub = servers.hub();
    mcp = hub.mcp();
  }

  private Reply moody() {
    return ModernRequest.call("moody__echo", Map.of("text", "here")).send(mcp);
  }

  private Product.Finished succeeds(String... arguments) {
    var finished = hub.cli(arguments);
    assertThat(finished.exitCode()).as("%s", finished).isZero();
    return finished;
  }

  @Test
  void statusTellsOfEndpointsServersAndEngine() {
    JsonNode status = hub.json("status");
    assertThat(status.toString()).contains(mcp.toString());
    assertThat(hub.server(status, "well").path("tools").asInt()).isGreaterThan(5);
    assertThat(hub.server(status, "many").path("tools").asInt()).isEqualTo(2500);
    assertThat(succeeds("status").out()).contains("well", "exits", mcp.toString());
    assertThat(succeeds("list").out()).contains("well", "dir:");
  }

  @Test
  void toolsAreListedForAllAndForOneServer() {
    assertThat(succeeds("tools").out()).contains("well__echo", "moody__echo");
    assertThat(succeeds("tools", "well").out()).contains("echo").doesNotContain("moody__echo");
    assertThat(hub.json("tools", "well").toString()).contains("inputSchema");
  }

  @Test
  void aToolIsCalled() {
    assertThat(succeeds("call", "well__echo", "{\"text\":\"from the shell\"}").out())
        .contains("from the shell");
    assertThat(hub.cli("call", "no_such_tool", "{}").exitCode()).isNotZero();
    assertThat(hub.cli("call", "well__echo", "{not json").exitCode()).isNotZero();
  }

  @Test
  void aStoppedServerRefusesCallsUntilItIsStarted() {
    succeeds("stop", "moody");
    assertThat(moody().failed()).isTrue();
    assertThat(hub.server(hub.json("status"), "moody").path("state").asString(""))
        .isEqualTo("stopped");
    succeeds("start", "moody");
    Await.until(Duration.ofSeconds(15), () -> "moody answers", () -> !moody().failed());
    succeeds("restart", "moody");
    Await.until(Duration.ofSeconds(15), () -> "moody answers", () -> !moody().failed());
  }

  @Test
  void logsShowWhatAServerWroteToStderr() {
    assertThat(ModernRequest.call("well__echo", Map.of("text", "x")).send(mcp).failed()).isFalse();
    assertThat(succeeds("logs", "well").out()).contains("odd: well");
  }

  @Test
  void wrongUseIsToldOnStderrAndByTheExitCode() {
    for (String[] wrong :
        new String[][] {{"no-such-command"}, {"logs"}, {"logs", "nobody"}, {"stop", "nobody"}}) {
      var finished = hub.cli(wrong);
      assertThat(finished.exitCode()).as("%s", finished).isNotZero();
      assertThat(finished.err()).isNotBlank().doesNotContain("Exception", "\tat ");
    }
  }

  @Test
  void doctorSpeaksOfTheMissingEngine() {
    assertThat(hub.cli("doctor").toString()).containsIgnoringCase("docker");
  }
}
