package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientFeature;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModernInputTest {
  private static final String DONE = "\"result\":{\"resultType\":\"complete\",\"content\":[]}";
  private static final Client CLIENT =
      Permits.client(
          Era.MODERN, ClientFeature.ROOTS, ClientFeature.URL_ELICITATION, ClientFeature.SAMPLING);

  private final RequestState seals = new RequestState(new byte[32], InstantSource.system());
  private final ModernInput input = new ModernInput(seals);

  @Test
  void stateIsSealedOnTheWayOutAndOpenedOnTheWayBack() throws Exception {
    FakePeer peer = new FakePeer(asking("\"r\":{\"method\":\"roots/list\"}", "é\\\"1"), DONE);
    Members asked = asked(exchange(peer, "{}"));
    assertThat(asked.json("inputRequests")).isEqualTo("{\"r\":{\"method\":\"roots/list\"}}");
    assertThat(asked.string("requestState")).matches("[A-Za-z0-9_-]{20,}");
    Outcome end =
        exchange(
            peer,
            "{\"inputResponses\":{\"r\":{\"roots\":[]}},\"requestState\":\""
                + asked.string("requestState")
                + "\"}");
    assertThat(end).isInstanceOf(Outcome.Answer.class);
    assertThat(peer.asked.getLast())
        .contains("\"inputResponses\":{\"r\":{\"roots\":[]}},\"requestState\":\"é\\\"1\"");
  }

  @Test
  void resourcesInQuestionsAndAnswersAreNamedAsEachSideKnowsThem() throws Exception {
    String link = "{\"type\":\"resource_link\",\"uri\":\"%s\"}";
    String params =
        "{\"messages\":[{\"role\":\"user\",\"content\":" + link.formatted("file:///x") + "}]}";
    String question = "\"q\":{\"method\":\"sampling/createMessage\",\"params\":" + params + "}";
    FakePeer peer = new FakePeer(asking(question, "1"), DONE);
    Members asked = asked(exchange(peer, "{}"));
    assertThat(asked.json("inputRequests"))
        .isEqualTo("{" + question.replace("file:///x", "mcp://s/file:///x") + "}");
    String answers = "{\"q\":{\"role\":\"assistant\",\"content\":" + link + "}}";
    String retry =
        "{\"inputResponses\":%s,\"requestState\":\"%s\"}"
            .formatted(answers.formatted("mcp://s/file:///x"), asked.string("requestState"));
    assertThat(exchange(peer, retry)).isInstanceOf(Outcome.Answer.class);
    assertThat(peer.asked.getLast()).contains(answers.formatted("file:///x"));
  }

  @Test
  void answersThatAreTooManyToReadAreRefused() throws Exception {
    FakePeer peer = new FakePeer(DONE);
    String many = "{\"uri\":1},".repeat(100_001);
    String retry = "{\"inputResponses\":{\"a\":{\"content\":[" + many + "1]}}}";
    assertThat(exchange(peer, retry)).isInstanceOf(Failure.InvalidArguments.class);
    assertThat(peer.asked).isEmpty();
  }

  @Test
  void questionsWithoutAStatePassAsTheyAre() throws Exception {
    String result =
        "{\"resultType\":\"input_required\",\"x\":[ 1],\"inputRequests\":{\"r\":{\"method\":\"roots/list\"}}}";
    assertThat(exchange(new FakePeer("\"result\":" + result), "{}"))
        .isEqualTo(new Outcome.InputRequired(Slice.of(result)));
  }

  @Test
  void stateThatWasNotGivenForTheRequestNeverReachesTheServer() throws Exception {
    FakePeer peer = new FakePeer(DONE);
    Permitted mine = Permits.tool(CLIENT, "{}");
    String parked = seals.seal(mine, "parked:1");
    String others =
        seals.seal(Permits.of(Permits.BOB, CLIENT, ServerMethod.CALL_TOOL, "t", "{}"), "server:x");
    for (String state : List.of("\"x\"", "7", "null", quoted(parked), quoted(others))) {
      assertThat(exchange(peer, "{\"requestState\":" + state + "}"))
          .as(state)
          .isInstanceOf(Failure.InvalidArguments.class);
    }
    assertThat(peer.asked).isEmpty();
    assertThat(exchange(peer, "{\"requestState\":" + quoted(seals.seal(mine, "server:x")) + "}"))
        .isInstanceOf(Outcome.Answer.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\":{\"method\":\"sampling/createMessage\",\"params\":{\"tools\":[]}}",
        "\"a\":{\"method\":\"elicitation/create\",\"params\":{\"message\":\"?\"}}",
        "\"a\":{\"method\":\"tools/call\"}",
        "\"r\":{\"method\":\"roots/list\"},\"a\":{\"method\":\"tools/list\"}"
      })
  void questionThatTheClientDidNotDeclareIsRefused(String requests) throws Exception {
    assertThat(exchange(new FakePeer(asking(requests, "s")), "{}"))
        .isInstanceOfSatisfying(
            Failure.Denied.class,
            denied -> assertThat(denied.reason()).contains("did not declare"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"url\":\"http://a.b/\"",
        "\"url\":\"javascript:alert(1)\"",
        "\"url\":\"//a.b/\"",
        "\"url\":7",
        "\"message\":\"no url\""
      })
  void peopleAreSentToHttpsAddressesOnly(String url) throws Exception {
    assertThat(exchange(new FakePeer(open(url)), "{}"))
        .isInstanceOfSatisfying(
            Failure.Denied.class, denied -> assertThat(denied.reason()).contains("https"));
    assertThat(exchange(new FakePeer(open("\"url\":\"HTTPS://a.b/\"")), "{}"))
        .isInstanceOf(Outcome.InputRequired.class);
  }

  @Test
  void nonsenseIsTheServersFault() throws Exception {
    assertThat(exchange(new FakePeer(asking("\"a\":3", "s")), "{}"))
        .isInstanceOf(Failure.BackendBroken.class);
  }

  private static String open(String url) {
    return asking(
        "\"u\":{\"method\":\"elicitation/create\",\"params\":{\"mode\":\"url\"," + url + "}}", "s");
  }

  private static String asking(String requests, String state) {
    return "\"result\":{\"resultType\":\"input_required\",\"inputRequests\":{"
        + requests
        + "},\"requestState\":\""
        + state
        + "\"}";
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static Members asked(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.InputRequired.class);
    return Permits.members(((Outcome.InputRequired) outcome).result().text());
  }

  private Outcome exchange(FakePeer peer, String params) throws PeerException {
    Permitted permitted = Permits.tool(CLIENT, params);
    return input.exchange(permitted, peer, Caller.SILENT, Deadline.in(Duration.ofSeconds(5)));
  }
}
