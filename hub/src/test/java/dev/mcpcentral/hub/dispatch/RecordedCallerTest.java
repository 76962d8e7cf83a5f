package dev.mcpcentral.hub.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.hub.policy.Policy;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a server asks of a client is on record before the client sees it. */
class RecordedCallerTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Slice ROOTS = Slice.of("{\"roots\":[ ]}");

  private final List<String> events = new ArrayList<>();
  private final OrderedAuditLog audit = new OrderedAuditLog(events);
  private final Asked client = new Asked("client");
  private final Caller recorded =
      new RecordedCaller(client, permitted(), 7, audit, InstantSource.fixed(NOW));

  @Test
  void questionHasItsIntentBeforeAndItsOutcomeAfter() {
    assertThat(ask("roots/list", "{ }")).isEqualTo(new ClientAnswer.Result(ROOTS));
    assertThat(events).containsExactly("intent", "client roots/list { }", "outcome");
    assertThat(audit.outcomes.getFirst().intent()).isEqualTo(42);
    assertThat(audit.outcomes.getFirst().status()).isEqualTo("ok");
    assertThat(audit.outcomes.getFirst().resultSha256()).isEqualTo(ROOTS.sha256());
    assertThat(audit.outcomes.getFirst().resultBytes()).isEqualTo(ROOTS.length());
  }

  @Test
  void intentSaysWhichServerAskedWhomForWhat() {
    ask("roots/list", "{\"x\":1}");
    var intent = audit.intents.getFirst();
    assertThat(intent.time()).isEqualTo(NOW);
    assertThat(intent.principal()).isEqualTo("anna");
    assertThat(intent.surface()).isEqualTo("mcp");
    assertThat(intent.method()).isEqualTo("roots/list");
    assertThat(intent.client()).isEqualTo("tester");
    assertThat(intent.server()).isEqualTo("files");
    assertThat(intent.tool()).isEqualTo("look");
    assertThat(intent.digest()).isEqualTo("sha256:aa");
    assertThat(intent.policyVersion()).isEqualTo(7);
    assertThat(intent.decision()).isEqualTo("permitted");
    assertThat(intent.argumentsSha256()).isEqualTo(Slice.of("{\"x\":1}").sha256());
  }

  @Test
  void refusedQuestionIsRecordedAndNeverReachesTheClient() {
    String params = "{\"mode\":\"url\",\"url\":\"http://a.b/\"}";
    assertThat(refusal(ask("elicitation/create", params))).contains("Not permitted", "https");
    assertThat(refusal(ask("tools/call", "{}"))).contains("Not permitted");
    assertThat(events).containsExactly("intent", "outcome", "intent", "outcome");
    assertThat(audit.intents)
        .extracting("method", "decision")
        .containsExactly(tuple("elicitation/create", "denied"), tuple("tools/call", "denied"));
    assertThat(audit.intents.getFirst().reason()).contains("https");
    assertThat(audit.outcomes).extracting("status").containsExactly("refused", "refused");
  }

  @Test
  void clientsRefusalIsRecordedAsOne() {
    client.answer = ClientAnswer.unsupported("roots/list");
    assertThat(ask("roots/list", "{}")).isEqualTo(ClientAnswer.unsupported("roots/list"));
    assertThat(audit.outcomes).extracting("status").containsExactly("refused");
    assertThat(audit.outcomes.getFirst().resultSha256()).isNull();
  }

  @Test
  void withoutARecordNothingIsAsked() {
    audit.refusesIntents = true;
    assertThat(refusal(ask("roots/list", "{}"))).contains("audit log cannot be written");
    assertThat(events).containsExactly("intent");
  }

  @Test
  void answerThatCannotBeRecordedIsWithheld() {
    audit.refusesOutcomes = true;
    assertThat(refusal(ask("roots/list", "{}")))
        .contains("audit log cannot be written")
        .doesNotContain("roots\":");
    assertThat(events).containsExactly("intent", "client roots/list {}", "outcome");
  }

  @Test
  void whatIsPutInTheClientsPlaceIsRecordedToo() {
    Caller parked = recorded.around(new Asked("parked"));
    parked.ask("roots/list", Slice.of("{}"), Members.NONE);
    assertThat(events).containsExactly("intent", "parked roots/list {}", "outcome");
  }

  @Test
  void notificationsAndCancellationPass() {
    recorded.notify("notifications/message", Slice.of("{}"));
    recorded.onCancel(() -> events.add("cancelled"));
    assertThat(events).containsExactly("client notifications/message {}", "cancelled");
  }

  private ClientAnswer ask(String method, String params) {
    try {
      return recorded.ask(method, Slice.of(params), Members.ofObject(Slice.of(params)));
    } catch (MalformedJsonException wrongTest) {
      throw new IllegalArgumentException(wrongTest);
    }
  }

  private static String refusal(ClientAnswer answer) {
    assertThat(answer).isInstanceOf(ClientAnswer.Refusal.class);
    return ((ClientAnswer.Refusal) answer).error().text();
  }

  private static Permitted permitted() {
    Ask.OfServer ask =
        new Ask.OfServer(ServerMethod.CALL_TOOL, null, "files__look", Members.NONE, Members.NONE);
    Client client = Client.plain(Revision.NEWEST_LEGACY, "tester");
    Call call = new Call(new Principal.Client("anna"), Surface.MCP, client, ask);
    Route route = new Route(new ServerName("files"), "look", "sha256:aa", "00");
    return (Permitted) new Policy(7).decide(call, ask, route, RiskLevel.LOW);
  }

  /** A client that answers at once and notes when. */
  private final class Asked implements Caller {
    private final String name;
    ClientAnswer answer = new ClientAnswer.Result(ROOTS);

    Asked(String name) {
      this.name = name;
    }

    @Override
    public void notify(String method, Slice params) {
      events.add(name + " " + method + " " + params.text());
    }

    @Override
    public ClientAnswer ask(String method, Slice params, Members body) {
      events.add(name + " " + method + " " + params.text());
      return answer;
    }

    @Override
    public void onCancel(Runnable action) {
      action.run();
    }
  }
}
