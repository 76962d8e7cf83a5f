package dev.mcpcentral.hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.rollout.Governance.RuntimeWaiver;
import dev.mcpcentral.hub.spec.RiskLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GovernanceRoutesTest {
  @TempDir Path home;
  private AdminServer hub;

  @BeforeEach
  void start() {
    hub = new AdminServer(home);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private RawHttp.Answer post(String path, String body) throws IOException {
    return request(
        "POST " + path,
        "Content-Type: application/json\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length,
        body);
  }

  private RawHttp.Answer request(String line, String headers, String body) throws IOException {
    String head =
        "%s HTTP/1.1\nHost: localhost:%d\nAuthorization: %s\n%s"
            .formatted(line, hub.port, hub.authorization, headers);
    return new RawHttp(hub.port).send(head, body);
  }

  @Test
  void anExplanationHasLevelsReasonsLimitsAndWaivers() throws IOException {
    String body = request("GET /api/v1/servers/memory/explain", "", "").body();
    assertThat(body)
        .contains("\"risk\":{\"declared\":\"low\",\"effective\":\"high\"")
        .contains("{\"level\":\"high\",\"why\":\"nobody has reviewed it yet (review: pending)\"}")
        .contains("\"memoryBytes\":268435456,\"cpus\":0.5,\"pids\":64,\"files\":256")
        .contains("\"instances\":\"session\"", "\"network\":\"none\"", "\"scanGate\":\"high\"")
        .contains("\"expires\":\"2026-11-22\",\"counts\":true")
        .contains("\"expires\":\"2026-11-21\",\"counts\":false")
        .contains("\"refused\":\"no runtime\"");
  }

  @Test
  void whatWasAskedForIsShown() throws IOException {
    assertThat(request("GET /api/v1/servers/memory/egress", "", "").body())
        .contains("\"learning\":true", "\"proposed\":[\"api.example.com:443\"]")
        .contains("{\"host\":\"api.example.com\",\"port\":443,\"connections\":2,\"refused\":0")
        .contains("{\"host\":\"only.example.com\",\"connections\":0,")
        .contains("\"gaps\":[\"names are not resolved\"]");
    assertThat(request("GET /api/v1/servers/memory/explain", "", "").body())
        .contains("\"egressGaps\":[\"names are not resolved\"]");
    assertThat(request("GET /api/v1/status", "", "").body())
        .contains("\"bytesDown\":4000,\"gaps\":[\"names are not resolved\"]");
  }

  @Test
  void anAcceptedListIsRecordedWithItsEntries() throws IOException {
    post("/api/v1/servers/memory/egress", "{\"egress\":[\"api.example.com:443\"]}");
    assertThat(hub.governance.decisions).containsExactly("egress memory [api.example.com:443]");
    assertThat(hub.audit.records).anyMatch(record -> record.contains("servers/egress memory"));
    assertThat(post("/api/v1/servers/memory/egress", "{\"egress\":[\"evil.example:443\"]}").body())
        .contains("it was not seen to use all of that");
    for (String body : new String[] {"", "{}", "{\"egress\":[7]}", "{\"egress\":[\"x\"]}", "["}) {
      assertThat(post("/api/v1/servers/memory/egress", body).status()).as(body).isEqualTo(400);
    }
    assertThat(hub.governance.decisions).hasSize(1);
  }

  @Test
  void decisionsAreCarriedOutAndRecorded() throws IOException {
    assertThat(post("/api/v1/servers/memory/enable", "").body()).contains("\"name\":\"memory\"");
    post("/api/v1/servers/memory/enable", "{\"waiveRuntime\":\"a lab\",\"days\":7}");
    post("/api/v1/servers/memory/disable", "");
    post("/api/v1/servers/memory/review", "{\"risk\":\"low\"}");
    assertThat(hub.governance.decisions)
        .containsExactly(
            "enable memory " + Optional.empty(),
            "enable memory " + Optional.of(new RuntimeWaiver("a lab", 7)),
            "disable memory",
            "review memory " + Optional.of(RiskLevel.LOW));
    assertThat(hub.audit.records)
        .filteredOn(record -> record.startsWith("INTENT"))
        .containsExactly(
            "INTENT operator admin servers/enable memory",
            "INTENT operator admin servers/enable memory",
            "INTENT operator admin servers/disable memory",
            "INTENT operator admin servers/review memory");
  }

  @Test
  void aRefusalSaysWhy() throws IOException {
    RawHttp.Answer answer = post("/api/v1/servers/broken/enable", "{}");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("no isolating runtime");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{\"waiveRuntime\":\"x y z\",\"days\":0}",
        "{\"waiveRuntime\":\"x y z\",\"days\":367}"
      })
  void anOddBodyChangesNothing(String body) throws IOException {
    assertThat(post("/api/v1/servers/memory/enable", body).status()).isEqualTo(400);
    assertThat(hub.governance.decisions).isEmpty();
  }

  @Test
  void anUnknownLevelChangesNothing() throws IOException {
    assertThat(post("/api/v1/servers/memory/review", "{\"risk\":\"LOW\"}").status()).isEqualTo(400);
    assertThat(hub.governance.decisions).isEmpty();
  }
}
