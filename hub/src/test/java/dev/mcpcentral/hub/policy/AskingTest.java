package dev.mcpcentral.hub.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers may ask of clients. */
class AskingTest {
  private final Policy policy = new Policy(1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sampling/createMessage | {\"messages\":[]}",
        "sampling/createMessage | {\"tools\":[]}",
        "elicitation/create | {\"message\":\"?\"}",
        "elicitation/create | {\"mode\":\"form\",\"url\":\"http://a.b/\"}",
        "elicitation/create | {\"mode\":\"url\",\"url\":\"https://a.b/\"}",
        "elicitation/create | {\"mode\":\"url\",\"url\":\"HTTPS://a.b/\"}",
        "roots/list | {}"
      })
  void whatTheProtocolKnowsMayBeAsked(String method, String params) throws Exception {
    assertThat(refusal(method, params)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tools/call", "tools/list", "ping", "initialize", "", "Roots/List"})
  void anythingElseMayNot(String method) throws Exception {
    assertThat(refusal(method, "{}").orElseThrow()).contains("may not send " + method);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"http://a.b/\"",
        "\"javascript:alert(1)\"",
        "\"file:///etc/passwd\"",
        "\"https:a.b\"",
        "\" https://a.b/\"",
        "\"//a.b/\"",
        "\"\"",
        "null",
        "7"
      })
  void peopleAreSentToHttpsAddressesOnly(String url) throws Exception {
    assertThat(
            refusal("elicitation/create", "{\"mode\":\"url\",\"url\":" + url + "}").orElseThrow())
        .contains("https");
    assertThat(refusal("elicitation/create", "{\"mode\":\"url\"}")).isPresent();
  }

  @Test
  void permissionAsksThePolicyThatGaveIt() throws Exception {
    Ask.OfServer ask =
        new Ask.OfServer(ServerMethod.CALL_TOOL, null, "s__t", Members.NONE, Members.NONE);
    Client client = Client.plain(Revision.MODERN, null);
    Call call = new Call(new Principal.Operator(), Surface.MCP, client, ask);
    Route route = new Route(new ServerName("s"), "t", "sha256:00", "00");
    Permitted permitted = (Permitted) policy.decide(call, ask, route, RiskLevel.LOW);
    assertThat(permitted.refusesAsking("roots/list", Members.NONE)).isEmpty();
    assertThat(permitted.refusesAsking("tools/call", Members.NONE)).isPresent();
  }

  private Optional<String> refusal(String method, String params) throws MalformedJsonException {
    return policy.refusesAsking(method, Members.ofObject(Slice.of(params)));
  }
}
