package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The aggregated list: pages, names, order and speed. */
@ExtendWith(SharedHubs.class)
class ToolListTest {
  private static final String LONG =
      "a_tool_whose_name_is_far_too_long_for_what_model_providers_accept";

  private final URI mcp;

  ToolListTest(OddServers.AsProcesses servers) {
    mcp = servers.hub().mcp();
  }

  @Test
  void aWalkThroughAllPagesSeesEveryToolOnceInAStableOrder() {
    Catalog first = Catalog.of(mcp);
    assertThat(first.pages()).isGreaterThan(1);
    assertThat(first.names()).doesNotHaveDuplicates();
    assertThat(first.names().stream().filter(name -> name.startsWith("many__tool_"))).hasSize(2500);
    assertThat(Catalog.of(mcp).names()).isEqualTo(first.names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "999999999999999999999", "-1", "../../etc/passwd"})
  void aCursorThatWasNeverGivenIsInvalidParams(String cursor) {
    Reply modern = ModernRequest.of("tools/list").param("cursor", cursor).send(mcp);
    assertThat(modern.errorCode()).as("%s", modern).isEqualTo(-32602);
    assertThat(modern.status()).isEqualTo(200);
    var session = LegacySession.open(mcp);
    var request = LegacySession.request("tools/list", Map.of("cursor", cursor));
    assertThat(session.post().send(request).errorCode()).isEqualTo(-32602);
  }

  @Test
  void exposedNamesFitWhatModelProvidersAccept() {
    assertThat(Catalog.of(mcp).names())
        .allSatisfy(name -> assertThat(name).matches("[A-Za-z0-9_-]{1,64}"));
  }

  @Test
  void overlongNamesAreShortenedYetDistinctAndLeadToTheirTools() {
    List<String> shortened =
        Catalog.of(mcp).names().stream().filter(name -> name.startsWith("well__a_tool")).toList();
    assertThat(shortened).hasSize(2).allSatisfy(name -> assertThat(name).hasSizeLessThan(65));
    assertThat(shortened.stream().map(name -> ModernRequest.call(name, Map.of()).send(mcp).text()))
        .containsExactlyInAnyOrder(LONG + "_one", LONG + "_two");
  }

  @Test
  void deadHangingAndFloodingServersDoNotDelayTheList() {
    ModernRequest.of("tools/list").send(mcp);
    for (int i = 0; i < 20; i++) {
      long started = System.nanoTime();
      assertThat(ModernRequest.of("tools/list").send(mcp).status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMillis(500));
    }
  }

  @Test
  void oneServersEndpointShowsItsOwnNames(OddServers.AsProcesses servers) {
    URI well = servers.hub().server("well");
    List<String> names = Catalog.of(well).names();
    assertThat(names).contains("echo", "slow").doesNotContain("well__echo", "central__status");
    assertThat(ModernRequest.call("echo", Map.of("text", "x")).send(well).text()).isEqualTo("x");
    var session = LegacySession.open(well);
    assertThat(LegacyCatalog.names(session)).isEqualTo(names);
    assertThat(session.call("echo", Map.of("text", "y")).text()).isEqualTo("y");
    assertThat(ModernRequest.call("many__tool_0001", Map.of()).send(well).errorCode())
        .isEqualTo(-32602);
  }

  @Test
  void anUndeclaredServersEndpointIsNotFound(OddServers.AsProcesses servers) {
    URI nobody = servers.hub().server("nobody");
    assertThat(ModernRequest.of("tools/list").send(nobody).status()).isEqualTo(404);
    assertThat(new Post(nobody).send(LegacySession.initialize("2025-11-25")).status())
        .isEqualTo(404);
  }

  @Test
  void theBuiltInServerAnswers() {
    assertThat(ModernRequest.call("central__status", Map.of()).send(mcp).text()).contains("well");
    Reply found = ModernRequest.call("central__find_tools", Map.of("query", "echo")).send(mcp);
    assertThat(found.text()).contains("well__echo");
  }
}
