package dev.mcpcentral.acceptance;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The conformance suite's scenarios for clients: the suite is the server, the hub its client, and a
 * client of either era uses all that the server offers through the hub. Scenarios of OAuth are left
 * out.
 */
@Tag("installs")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ConformanceClientTest {
  private static final Map<String, List<String>> SCENARIOS =
      Map.of(
          "2025-11-25",
          List.of(
              "initialize",
              "tools_call",
              "elicitation-sep1034-client-defaults",
              "sse-retry",
              "json-schema-2020-12-preservation"),
          "2026-07-28",
          List.of(
              "tools_call",
              "request-metadata",
              "sep-2322-client-request-state",
              "http-standard-headers",
              "http-custom-headers",
              "http-invalid-tool-headers",
              "json-schema-ref-no-deref",
              "json-schema-2020-12-preservation"));

  /**
   * @param revision that the suite's server speaks
   * @param era of the hub's own client
   */
  @ParameterizedTest
  @CsvSource({
    "2025-11-25, legacy",
    "2025-11-25, modern",
    "2026-07-28, legacy",
    "2026-07-28, modern"
  })
  void hubIsAConformingClient(String revision, String era) {
    var names = SCENARIOS.getOrDefault(revision, List.of());
    var scenarios = ConformanceSuite.client(command(era), revision, names, environment());
    ConformanceReport.add(
        "client role, " + revision + " server, hub, " + era + " client", scenarios);
    assertThat(scenarios).extracting(Scenario::name).containsExactlyElementsOf(names);
    String complaints = scenarios.stream().map(Scenario::complaint).collect(joining());
    assertThat(complaints).isEmpty();
  }

  private static String command(String era) {
    return Clients.node() + " conformance/through-hub.mjs " + era;
  }

  private static Map<String, String> environment() {
    Path launcher = Path.of(Product.command(List.of()).getFirst());
    return Map.of("MCP_CENTRAL", launcher.toString());
  }
}
