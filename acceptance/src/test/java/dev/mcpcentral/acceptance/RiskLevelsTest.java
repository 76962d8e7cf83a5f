package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of high risk on its way from the file to a container, while the hub runs. */
@NeedsEngine
class RiskLevelsTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String NOT_ENABLED = "not enabled: mcp-central enable guarded";

  @TempDir private Path directory;
  private HubProcess hub;

  @BeforeEach
  void start() {
    String guarded =
        OddServers.server("guarded", "well") + "    grants: [shell]\n    enabled: false\n";
    hub = new HubProcess(directory, Map.of(), guarded).start();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void awaitDetail(String state, String detail) {
    Await.until(
        LIMIT,
        () -> "guarded is " + state + ", " + detail + "; status: " + hub.json("status"),
        () -> {
          var server = hub.server(hub.json("status"), "guarded");
          return server.path("state").asString("").equals(state)
              && server.path("detail").asString("").contains(detail);
        });
  }

  private Product.Finished call() {
    return hub.cli("call", "guarded__echo", "{\"text\":\"heard\"}");
  }

  @Test
  void whatNobodyEnabledIsKnownNotListedAndRefusesCalls() {
    awaitDetail("stopped", NOT_ENABLED);
    assertThat(Catalog.of(hub.mcp()).names()).noneMatch(name -> name.startsWith("guarded__"));
    var refused = call();
    assertThat(refused.exitCode()).as("%s", refused).isNotZero();
    assertThat(refused.err()).contains(NOT_ENABLED);
    assertThat(hub.cli("start", "guarded").err()).contains(NOT_ENABLED);
  }

  @Test
  void highRiskRunsWhereItIsIsolatedOrAsLongAsThatIsWaived() throws IOException {
    awaitDetail("stopped", NOT_ENABLED);
    if (hub.json("explain", "guarded").has("refused")) {
      String before = Files.readString(hub.configuration());
      var refused = hub.cli("enable", "guarded");
      assertThat(refused.exitCode()).as("%s", refused).isNotZero();
      assertThat(refused.err()).contains("Three ways out", "--waive-runtime", "grants: shell");
      assertThat(hub.configuration()).hasContent(before);
      waived();
    } else {
      assertThat(hub.cli("enable", "guarded").exitCode()).isZero();
    }
    assertThat(call().out()).contains("heard");
    assertThat(hub.cli("disable", "guarded").exitCode()).isZero();
    assertThat(call().err()).contains(NOT_ENABLED);
  }

  /** An edit of the file counts at once, in both directions. */
  private void waived() throws IOException {
    var enabled = hub.cli("enable", "guarded", "--waive-runtime", "these tests", "--for", "7d");
    assertThat(enabled.exitCode()).as("%s", enabled).isZero();
    assertThat(call().out()).contains("heard");
    String waived = Files.readString(hub.configuration());
    LocalDate today = LocalDate.now(ZoneId.systemDefault());
    String expired = waived.replaceAll("expires: [0-9-]+", "expires: " + today.minusDays(2));
    assertThat(expired).isNotEqualTo(waived);
    Files.writeString(hub.configuration(), expired);
    awaitDetail("failed", "its waiver expired after " + today.minusDays(2));
    assertThat(call().err()).contains("its waiver expired after");
    assertThat(Containers.labelled("mcp.installation=" + installation())).isEmpty();
    Files.writeString(hub.configuration(), waived);
    awaitDetail("ready", "");
  }

  private String installation() throws IOException {
    return Files.readString(hub.home().resolve("installation-id")).strip();
  }

  @Test
  void everyDecisionIsRecorded() {
    awaitDetail("stopped", NOT_ENABLED);
    assertThat(hub.cli("disable", "guarded").exitCode()).isZero();
    assertThat(hub.cli("review", "guarded", "--yes").exitCode()).isZero();
    String records = hub.cli("audit", "tail", "--json").out();
    assertThat(List.of("servers/disable", "servers/review")).allMatch(records::contains);
  }
}
