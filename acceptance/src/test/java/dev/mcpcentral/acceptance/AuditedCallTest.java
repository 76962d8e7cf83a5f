package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What is written down about calls, in both eras, and about those that were refused. */
@ExtendWith(SharedHubs.class)
class AuditedCallTest {
  private final HubProcess hub;
  private final URI mcp;

  AuditedCallTest(OddServers.AsProcesses servers) {
    hub = servers.hub();
    mcp = hub.mcp();
  }

  @Test
  void aCallOfEachEraHasIntentAndOutcomeWithTheHashesOfItsBytes() {
    var modern = Map.of("text", "audited, modern");
    var legacy = Map.of("text", "audited, legacy");
    assertThat(ModernRequest.call("well__echo", modern).send(mcp).failed()).isFalse();
    assertThat(LegacySession.open(mcp).call("well__echo", legacy).failed()).isFalse();
    AuditTrail trail = AuditTrail.of(hub);
    for (var arguments : Map.of("modern", modern, "legacy", legacy).entrySet()) {
      JsonNode intent = trail.intent(Json.write(arguments.getValue()));
      assertThat(intent.path("era").asString("")).isEqualTo(arguments.getKey());
      assertThat(intent.path("method").asString("")).isEqualTo("tools/call");
      assertThat(intent.path("target").asString("")).isEqualTo("well__echo");
      assertThat(intent.path("server").asString("")).isEqualTo("well");
      assertThat(intent.path("decision").asString("")).isEqualTo("permitted");
      JsonNode outcome = trail.outcome(intent);
      assertThat(outcome.path("status").asString("")).isEqualTo("ok");
      assertThat(outcome.path("resultSha256").asString("")).hasSize(64);
    }
  }

  @Test
  void argumentsAndResultsThemselvesAreNotWrittenDown() {
    var arguments = Map.of("text", "a-very-private-text");
    assertThat(ModernRequest.call("well__echo", arguments).send(mcp).failed()).isFalse();
    var tail = hub.cli("audit", "tail", "--json", "--lines", "1000000");
    assertThat(tail.out()).doesNotContain("a-very-private-text");
    assertThat(hub.output()).doesNotContain("a-very-private-text");
  }

  @Test
  void anUnknownToolIsRecordedToo() {
    var arguments = Map.of("text", "to nobody");
    assertThat(ModernRequest.call("nobody__echo", arguments).send(mcp).failed()).isTrue();
    JsonNode intent = AuditTrail.of(hub).intent(Json.write(arguments));
    assertThat(intent.path("target").asString("")).isEqualTo("nobody__echo");
    assertThat(AuditTrail.of(hub).outcome(intent).path("status").asString("")).isNotEqualTo("ok");
  }

  @Test
  void everyIntentHasItsOutcome() {
    AuditTrail.of(hub).assertPaired();
    AuditTrail.assertVerifies(hub);
  }
}
