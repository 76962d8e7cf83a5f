package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.catalog.ServerOffer;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsksTest {
  private static final ServerName CENTRAL = new ServerName("central");
  private static final Catalog ALL = Catalog.of(List.of(central()));
  private static final Catalog SEARCHED = ALL.searched(CENTRAL, "find_tools");

  @Test
  void callThroughCallToolIsTheCallOfTheToolWithTheVeryBytesOfItsArguments() throws Exception {
    String arguments = "{ \"n\" : 1e999 }";
    Ask ask =
        ask(
            SEARCHED,
            "{\"name\":\"call_tool\",\"requestState\":\"s\",\"arguments\":{\"arguments\":"
                + arguments
                + ",\"name\":\"files__read\"}}");
    assertThat(ask)
        .isInstanceOfSatisfying(
            Ask.OfServer.class,
            call -> {
              assertThat(call.name()).isEqualTo("files__read");
              assertThat(call.arguments().text()).isEqualTo(arguments);
              assertThat(call.params().string("requestState")).isEqualTo("s");
            });
  }

  @Test
  void toolWithoutArgumentsGetsNone() throws Exception {
    Ask ask = ask(SEARCHED, "{\"name\":\"call_tool\",\"arguments\":{\"name\":\"files__list\"}}");
    assertThat(((Ask.OfServer) ask).arguments().text()).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"name\":7}", "{\"name\":\"call_tool\"}", "[]"})
  void callToolWithoutAToolIsRefused(String arguments) throws Exception {
    Ask ask = ask(SEARCHED, "{\"name\":\"call_tool\",\"arguments\":" + arguments + "}");
    assertThat(((Ask.Own) ask).answer()).isInstanceOf(Failure.InvalidArguments.class);
  }

  @Test
  void elsewhereCallToolIsANameLikeAnyOther() throws Exception {
    Ask ask = ask(ALL, "{\"name\":\"call_tool\",\"arguments\":{\"name\":\"files__read\"}}");
    assertThat(((Ask.OfServer) ask).name()).isEqualTo("call_tool");
  }

  @ParameterizedTest
  @CsvSource({
    "resources/subscribe,LEGACY,true",
    "resources/subscribe,MODERN,false",
    "tasks/result,MODERN,false",
    "tasks/update,LEGACY,false",
    "tools/call,MODERN,true"
  })
  void methodsOfTheOtherEraAreUnknown(String method, Era era, boolean known) throws Exception {
    Envelope.Request request = request(method, "{\"name\":\"a\",\"uri\":\"a:b\",\"taskId\":\"t\"}");
    assertThat(Asks.of(origin(), ALL, request, era).isPresent()).isEqualTo(known);
  }

  private static Ask ask(Catalog catalog, String params) throws Exception {
    return Asks.of(origin(), catalog, request("tools/call", params), Era.MODERN).orElseThrow();
  }

  private static Origin origin() {
    return new Origin(new MemoryExchange(), new Principal.Anonymous(), Surface.MCP, null);
  }

  private static Envelope.Request request(String method, String params) throws Exception {
    String message =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    return (Envelope.Request) EnvelopeScanner.scan(Slice.of(message));
  }

  private static ServerOffer central() {
    Slice find = Slice.of("{\"name\":\"find_tools\",\"inputSchema\":{\"type\":\"object\"}}");
    Offer offer = Offer.of(Slice.of("{}"), null, Map.of(Listing.TOOLS, List.of(find)));
    return new ServerOffer(CENTRAL, "hub:1", RiskLevel.LOW, offer);
  }
}
