package dev.mcpcentral.hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.rollout.MigrationOrder;
import dev.mcpcentral.hub.rollout.UpdateOrder;
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
import org.junit.jupiter.params.provider.CsvSource;

class RolloutRoutesTest {
  private static final String SERVERS = "/api/v1/servers/";

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

  private RawHttp.Answer get(String path) throws IOException {
    return request("GET " + path, "", "");
  }

  private RawHttp.Answer request(String line, String headers, String body) throws IOException {
    String head =
        "%s HTTP/1.1\nHost: localhost:%d\nAuthorization: %s\n%s"
            .formatted(line, hub.port, hub.authorization, headers);
    return new RawHttp(hub.port).send(head, body);
  }

  @Test
  void versionsAreToldNewestFirst() throws IOException {
    assertThat(get(SERVERS + "memory/versions").body())
        .isEqualTo(
            "{\"server\":\"memory\",\"versions\":["
                + "{\"number\":2,\"version\":\"1.1.0\",\"source\":\"npm:m@1.1.0\",\"digest\":\"sha256:b\",\"since\":\"1970-01-01T00:00:00Z\",\"how\":\"updated\",\"current\":true},"
                + "{\"number\":1,\"version\":\"1.0.0\",\"source\":\"npm:m@1.0.0\",\"digest\":\"sha256:a\",\"since\":\"1970-01-01T00:00:00Z\",\"how\":\"added\",\"current\":false}]}");
    assertThat(get(SERVERS + "nobody/versions").status()).isEqualTo(404);
  }

  @Test
  void anUpdateTellsItsStepsAndWhatIsDefinedOtherwise() throws IOException {
    assertThat(post(SERVERS + "memory/update", "").body())
        .contains("{\"step\":\"looking for a newer version\"}\n")
        .contains(
            "{\"rollout\":{\"server\":\"memory\",\"result\":\"changes-not-accepted\",\"from\":\"1.0.0\",\"to\":\"1.1.0\",\"changes\":[{\"listing\":\"tools\",\"name\":\"echo\",\"kind\":\"changed\",\"details\":[\"title: added: \\\"E\\\"\"]}],\"detail\":\"its definitions differ\"}}\n");
  }

  @Test
  void ordersAreReadCarriedOutAndRecorded() throws IOException {
    post(SERVERS + "memory/update", "{\"to\":\"1.1.0\",\"acceptChanges\":true,\"dryRun\":true}");
    post(SERVERS + "memory/rollback", "{\"to\":\"1\"}");
    post(SERVERS + "memory/rollback", "{}");
    post(SERVERS + "memory/migrate", "{\"risk\":\"medium\",\"source\":\"npm:m\"}");
    post(SERVERS + "memory/migrate", "{\"acceptChanges\":true}");
    assertThat(hub.rollouts.orders)
        .containsExactly(
            "update memory " + new UpdateOrder(Optional.of("1.1.0"), true, true),
            "rollback memory " + Optional.of("1"),
            "rollback memory " + Optional.empty(),
            "migrate memory "
                + new MigrationOrder(Optional.of(RiskLevel.MEDIUM), Optional.of("npm:m"), false),
            "migrate memory " + new MigrationOrder(Optional.empty(), Optional.empty(), true));
    assertThat(hub.audit.records)
        .filteredOn(record -> record.startsWith("INTENT"))
        .containsExactly(
            "INTENT operator admin servers/update memory",
            "INTENT operator admin servers/rollback memory",
            "INTENT operator admin servers/rollback memory",
            "INTENT operator admin servers/migrate memory",
            "INTENT operator admin servers/migrate memory");
    assertThat(String.join("\n", hub.audit.records))
        .contains("done: 1.0.0 to 1.1.0", "done: url:http://127.0.0.1:1/mcp to npm:m@1.1.0")
        .doesNotContain("hidden");
  }

  @Test
  void aFailureIsToldAtTheEndAndRecorded() throws IOException {
    assertThat(post(SERVERS + "broken/update", "").body())
        .contains("{\"step\":")
        .contains("\"message\":\"broken: its new version does not start\"");
    assertThat(hub.audit.records.getLast()).contains("failed");
  }

  @Test
  void theMigrationPlanChangesNothing() throws IOException {
    assertThat(get("/api/v1/migration").body())
        .contains("{\"server\":\"memory\",\"risk\":\"low\",\"from\":\"a process\"")
        .contains("\"does\":[\"make an image\",\"probe it\"]}")
        .contains("\"obstacle\":\"no known server is called 'broken': say --to\"");
    get("/api/v1/migration?server=memory&server=broken&risk=high&source=npm%3Am");
    assertThat(hub.rollouts.orders)
        .containsExactly(
            "plan [] " + new MigrationOrder(Optional.empty(), Optional.empty(), false),
            "plan [broken, memory] "
                + new MigrationOrder(Optional.of(RiskLevel.HIGH), Optional.of("npm:m"), false));
    assertThat(hub.audit.records).isEmpty();
    assertThat(get("/api/v1/migration?server=nobody").status()).isEqualTo(404);
    assertThat(get("/api/v1/migration?risk=extreme").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "update | []",
        "update | {",
        "update | {\"to\":2}",
        "update | {\"dryrun\":true}",
        "update | {\"dryRun\":\"yes\"}",
        "rollback | {\"acceptChanges\":true}",
        "migrate | {\"risk\":\"extreme\"}",
        "migrate | {\"to\":\"npm:m\"}"
      })
  void anOddBodyChangesNothing(String verb, String body) throws IOException {
    assertThat(post(SERVERS + "memory/" + verb, body).status()).isEqualTo(400);
    assertThat(hub.rollouts.orders).isEmpty();
    assertThat(hub.audit.records).isEmpty();
  }
}
