package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class InputRoundsTest {
  private static final String DONE = "\"result\":{\"resultType\":\"complete\",\"content\":[]}";
  private static final String ROOTS =
      "\"result\":{\"resultType\":\"input_required\",\"inputRequests\":{\"r\":{\"method\":\"roots/list\"}},\"requestState\":\"s#\"}";

  private final FakeCaller client = new FakeCaller();

  InputRoundsTest() {
    client.answering = method -> new ClientAnswer.Result(Slice.of("{\"of\":\"" + method + "\"}"));
  }

  @Test
  void serverThatAsksNothingIsAskedOnce() throws Exception {
    FakePeer peer = new FakePeer(DONE);
    assertThat(run(peer)).isInstanceOf(Outcome.Answer.class);
    assertThat(peer.asked).hasSize(1);
    assertThat(peer.asked.getFirst()).doesNotContain("inputResponses", "requestState");
    assertThat(client.asked).isEmpty();
  }

  @Test
  void answersGoBackByTheirKeysWithTheServersState() throws Exception {
    FakePeer peer =
        new FakePeer(
            "\"result\":{\"resultType\":\"input_required\",\"inputRequests\":{\"b\":{\"method\":\"roots/list\"},\"a\":{\"method\":\"elicitation/create\",\"params\":{\"message\":\"?\"}}},\"requestState\":\"s\\\"1\"}",
            DONE);
    assertThat(run(peer)).isInstanceOf(Outcome.Answer.class);
    assertThat(client.asked)
        .containsExactlyInAnyOrder("roots/list {}", "elicitation/create {\"message\":\"?\"}");
    assertThat(peer.asked.getLast())
        .contains(
            "\"inputResponses\":{\"b\":{\"of\":\"roots/list\"},\"a\":{\"of\":\"elicitation/create\"}}",
            "\"requestState\":\"s\\\"1\"",
            "\"arguments\":{\"x\":1}");
  }

  @Test
  void questionsOfOneRoundAreAskedAtOnce() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    client.answering =
        method -> {
          try {
            together.await(5, TimeUnit.SECONDS);
            return new ClientAnswer.Result(Slice.of("{}"));
          } catch (Exception alone) {
            return ClientAnswer.failed("asked alone");
          }
        };
    FakePeer peer =
        new FakePeer(
            "\"result\":{\"resultType\":\"input_required\",\"inputRequests\":{\"a\":{\"method\":\"roots/list\"},\"b\":{\"method\":\"roots/list\"}}}",
            DONE);
    assertThat(run(peer)).isInstanceOf(Outcome.Answer.class);
  }

  @Test
  void stateAloneIsBroughtBack() throws Exception {
    FakePeer peer =
        new FakePeer(
            "\"result\":{\"resultType\":\"input_required\",\"requestState\":\"later\"}", DONE);
    assertThat(run(peer)).isInstanceOf(Outcome.Answer.class);
    assertThat(peer.asked.getLast()).contains("\"inputResponses\":{},\"requestState\":\"later\"");
  }

  @Test
  void eightRoundsAreEnough() {
    FakePeer peer = new FakePeer(ROOTS);
    assertThatThrownBy(() -> run(peer))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("more than 8 times");
    assertThat(peer.asked).hasSize(8);
    assertThat(peer.asked.getLast()).contains("\"requestState\":\"s7\"");
  }

  @Test
  void refusalEndsTheCallAndTheServerIsNotAskedAgain() {
    client.answering = ClientAnswer::unsupported;
    FakePeer peer = new FakePeer(ROOTS);
    assertThatThrownBy(() -> run(peer))
        .isInstanceOfSatisfying(
            PeerException.class,
            refused -> assertThat(refused.kind()).isEqualTo(PeerException.Kind.REFUSED))
        .hasMessageContaining("roots/list is not supported");
    assertThat(peer.asked).hasSize(1);
  }

  @Test
  void refusalIsAToolErrorForToolsAndAnErrorForAnythingElse() {
    Permitted tool = Permits.tool(Permits.client(Era.LEGACY), "{}");
    assertThat(Results.refused(tool, "no \"roots\""))
        .isEqualTo(
            new Outcome.Answer(
                Slice.of(
                    "{\"content\":[{\"type\":\"text\",\"text\":\"no \\\"roots\\\"\"}],\"isError\":true}"),
                true));
    Permitted prompt =
        Permits.of(Permits.ANNA, Permits.client(Era.LEGACY), ServerMethod.GET_PROMPT, "p", "{}");
    assertThat(Results.refused(prompt, "no"))
        .isEqualTo(new Outcome.ServerError(Slice.of("{\"code\":-32603,\"message\":\"no\"}")));
  }

  @Test
  void elicitationByUrlGetsTheIdThatTheOldEraWants() throws Exception {
    run(new FakePeer(url("\"mode\":\"url\",\"url\":\"https://a.b/\""), DONE));
    assertThat(client.asked.getFirst())
        .matches(
            "elicitation/create \\{\"elicitationId\":\"[0-9a-f-]{36}\",\"mode\":\"url\",\"url\":\"https://a.b/\"}");
    run(new FakePeer(url("\"mode\":\"url\",\"elicitationId\":\"mine\""), DONE));
    assertThat(client.asked.getLast())
        .isEqualTo("elicitation/create {\"mode\":\"url\",\"elicitationId\":\"mine\"}");
    run(new FakePeer(url("\"mode\":\"form\""), DONE));
    assertThat(client.asked.getLast()).isEqualTo("elicitation/create {\"mode\":\"form\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "3", "{\"a\":3}", "{\"a\":{}}", "{\"a\":{\"method\":7}}"})
  void nonsensicalQuestionsBreakTheCall(String requests) {
    FakePeer peer =
        new FakePeer(
            "\"result\":{\"resultType\":\"input_required\",\"inputRequests\":" + requests + "}");
    assertThatThrownBy(() -> run(peer))
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("nonsense");
    assertThat(client.asked).isEmpty();
  }

  @Test
  void errorOnTheWayIsTheCallsEnd() throws Exception {
    FakePeer peer = new FakePeer(ROOTS, "\"error\":{\"code\":-32000,\"message\":\"no\"}");
    assertThat(run(peer)).isInstanceOf(Outcome.ServerError.class);
  }

  private static String url(String params) {
    return "\"result\":{\"resultType\":\"input_required\",\"inputRequests\":{\"u\":{\"method\":\"elicitation/create\",\"params\":{"
        + params
        + "}}}}";
  }

  private Outcome run(FakePeer peer) throws PeerException {
    Permitted permitted = Permits.tool(Permits.client(Era.LEGACY), "{\"arguments\":{\"x\":1}}");
    return new InputRounds(permitted, peer, client, Deadline.in(Duration.ofSeconds(10))).run();
  }
}
