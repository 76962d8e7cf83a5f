package dev.mcpcentral.hub.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.catalog.ServerOffer;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.hub.policy.Policy;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.JsonScan;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CentralServerTest {
  private final CentralServer central;

  CentralServerTest() throws MalformedJsonException {
    String thirty =
        IntStream.range(0, 30)
            .mapToObj(i ->
                "{\"name\":\"find_"
                    + i
                    + "\",\"description\":\"finds tools\",\"inputSchema\":{\"type\":\"object\"}}")
            .collect(Collectors.joining(",", "[", "]"));
    Offer many =
        Offer.of(
            Slice.of("{\"tools\":{}}"),
            null,
            Map.of(Listing.TOOLS, JsonScan.array(Slice.of(thirty))));
    Catalog catalog =
        Catalog.of(
            List.of(
                new ServerOffer(new ServerName("many"), "sha256:00", RiskLevel.LOW, many),
                CentralServer.offer("1")));
    central = new CentralServer(List::of, profile -> catalog);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"query\":\"find\"}                | 5",
        "{\"query\":\"find\",\"limit\":1}    | 1",
        "{\"query\":\"find\",\"limit\":20}   | 20",
        "{\"query\":\"find tools on central\",\"limit\":20} | 20"
      })
  void asManyToolsAreFoundAsAskedForAndNoneOfTheHub(String arguments, int expected)
      throws MalformedJsonException {
    Outcome.Answer answer = find(arguments);
    assertThat(answer.toolError()).isFalse();
    assertThat(text(answer).split("\n", -1))
        .hasSize(expected)
        .allSatisfy(line -> {
          assertThat(Members.ofObject(Slice.of(line)).string("name")).startsWith("many__find_");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"query\":\"find\",\"limit\":0}",
        "{\"query\":\"find\",\"limit\":21}",
        "{\"query\":\"find\",\"limit\":\"5\"}",
        "{\"query\":\"find\",\"limit\":-1}",
        "{\"query\":\"find\",\"limit\":99999999999}",
        "{\"query\":\" \"}",
        "{}",
        "[]"
      })
  void argumentsThatAreNoSearchAreToolErrors(String arguments) {
    assertThat(find(arguments).toolError()).isTrue();
  }

  @Test
  void nothingFoundIsAnAnswer() throws MalformedJsonException {
    Outcome.Answer answer = find("{\"query\":\"zebra\"}");
    assertThat(answer.toolError()).isFalse();
    assertThat(text(answer)).startsWith("No tool fits");
  }

  private Outcome.Answer find(String arguments) {
    Members params = Members.of(List.of(new Members.Member("arguments", Slice.of(arguments))));
    Ask.OfServer ask =
        new Ask.OfServer(ServerMethod.CALL_TOOL, null, "central__find_tools", params, Members.NONE);
    Client client = Client.plain(Revision.V2026_07_28, null);
    Call call = new Call(new Principal.Operator(), Surface.MCP, client, ask);
    Route route = new Route(CentralServer.NAME, "find_tools", "hub:1", "00");
    Permitted permitted = (Permitted) new Policy(1).decide(call, ask, route, RiskLevel.LOW);
    return (Outcome.Answer) central.invoke(permitted, Caller.SILENT);
  }

  private static String text(Outcome.Answer answer) throws MalformedJsonException {
    Slice content = Objects.requireNonNull(Members.ofObject(answer.result()).find("content"));
    Members only = Members.ofObject(JsonScan.array(content).getFirst());
    return Objects.requireNonNull(only.string("text"));
  }
}
