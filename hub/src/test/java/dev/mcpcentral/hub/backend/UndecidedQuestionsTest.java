package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientFeature;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways other than a request by which a server may ask people something: they are decided, too. */
class UndecidedQuestionsTest {
  @ParameterizedTest
  @CsvSource({"LEGACY,LEGACY", "LEGACY,MODERN", "MODERN,LEGACY", "MODERN,MODERN"})
  void errorSendsPeopleToHttpsAddressesOnly(Era from, Era to) throws Exception {
    String safe = "{\"mode\":\"url\",\"url\":\"https://a.b/\"}";
    assertThat(error(safe, from, to)).isNotInstanceOf(Failure.class);
    assertThat(error(safe + ",{\"mode\":\"url\",\"url\":\"javascript:x\"}", from, to))
        .isInstanceOfSatisfying(
            Failure.Denied.class, denied -> assertThat(denied.reason()).contains("https"));
    assertThat(error("{\"url\":\"http://a.b/\"}", from, to)).isInstanceOf(Failure.Denied.class);
  }

  @Test
  void legacyServerCannotSpeakModernToGetRoundTheDecision() throws Exception {
    String result =
        "\"result\":{\"resultType\":\"input_required\",\"inputRequests\":{\"a\":{\"method\":\"roots/list\"}}}";
    assertThat(outcome(result, Era.LEGACY, Era.MODERN)).isInstanceOf(Failure.BackendBroken.class);
  }

  @ParameterizedTest
  @CsvSource({"javascript:x,false", "https://a.b/,true"})
  void taskAsksOnlyWhatACallMayAsk(String url, boolean passes) throws Exception {
    FakePeer peer =
        new FakePeer(
            "\"result\":{\"resultType\":\"complete\",\"status\":\"input_required\",\"taskId\":\"1\","
                + "\"inputRequests\":{\"a\":{\"method\":\"elicitation/create\",\"params\":"
                + "{\"mode\":\"url\",\"url\":\""
                + url
                + "\"}}}}");
    Permitted permitted =
        Permits.of(Permits.ANNA, Permits.client(Era.MODERN), ServerMethod.GET_TASK, "1", "{}");
    Outcome outcome =
        new ModernInput(new RequestState(new byte[32], InstantSource.system()))
            .exchange(permitted, peer, Caller.SILENT, Deadline.in(Duration.ofSeconds(5)));
    assertThat(outcome).isInstanceOf(passes ? Outcome.Answer.class : Failure.Denied.class);
  }

  private static Outcome error(String elicitations, Era from, Era to) throws Exception {
    String data = "{\"elicitations\":[" + elicitations + "]}";
    return outcome("\"error\":{\"code\":-32042,\"message\":\"m\",\"data\":" + data + "}", from, to);
  }

  private static Outcome outcome(String message, Era from, Era to) throws Exception {
    Client client = Permits.client(to, ClientFeature.URL_ELICITATION);
    Slice json = Slice.of("{\"jsonrpc\":\"2.0\",\"id\":1," + message + "}");
    return Results.outcome(Permits.tool(client, "{}"), EnvelopeScanner.scan(json), from);
  }
}
