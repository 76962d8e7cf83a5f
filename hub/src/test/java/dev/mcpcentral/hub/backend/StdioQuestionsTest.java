package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over stdio a server's request names no call: whose client it is for must never be guessed. */
@Timeout(20)
class StdioQuestionsTest {
  private static final String ROOTS =
      "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"roots/list\"}";
  private static final String LOG =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\"}}";

  private final ScriptedServer server = new ScriptedServer("stdio-questions-test");
  private final StdioPeer peer = new StdioPeer(server, server.wire(), new RecordedEvents());
  private final FakeCaller anna = client("anna");
  private final FakeCaller bob = client("bob");

  @AfterEach
  void stop() {
    peer.close();
  }

  @Test
  void clientOfTheOnlyCallIsAsked() throws Exception {
    long call = begin(anna);
    server.say(LOG);
    server.say(ROOTS);
    assertThat(server.next())
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"result\":{\"from\":\"anna\"}}");
    server.answer(call, "{}");
    assertThat(anna.asked).containsExactly("roots/list {}");
  }

  @Test
  void paramsReachTheClientAsTheyAre() throws Exception {
    begin(anna);
    server.say(
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"elicitation/create\",\"params\":{\"message\":\"\\u00e9\", \"n\":1e999}}");
    assertThat(server.next()).contains("\"id\":7", "\"from\":\"anna\"");
    assertThat(anna.asked)
        .containsExactly("elicitation/create {\"message\":\"\\u00e9\", \"n\":1e999}");
  }

  @Test
  void withTwoCallsInFlightNobodyIsAsked() throws Exception {
    begin(anna);
    long second = begin(bob);
    server.say(LOG);
    server.say(ROOTS);
    assertThat(server.next()).contains("\"id\":\"q\",\"error\":{\"code\":-32601");
    assertThat(anna.asked).isEmpty();
    assertThat(bob.asked).isEmpty();
    server.answer(second, "{}");
    awaitEnd(bob);
    server.say(ROOTS);
    assertThat(server.next()).contains("\"from\":\"anna\"");
    assertThat(anna.noting).isEmpty();
    assertThat(bob.noting).isEmpty();
  }

  @Test
  void hubsOwnRequestsAreNoClients() throws Exception {
    long call = begin(anna);
    begin(Caller.SILENT);
    server.say(ROOTS);
    assertThat(server.next()).contains("\"from\":\"anna\"");
    server.answer(call, "{}");
    awaitEnd(anna);
    server.say(ROOTS);
    assertThat(server.next()).contains("\"error\":{\"code\":-32601");
  }

  @Test
  void withoutACallNobodyIsAsked() throws Exception {
    server.answer(begin(anna), "{}");
    awaitEnd(anna);
    server.say(ROOTS);
    assertThat(server.next()).contains("\"id\":\"q\",\"error\":{\"code\":-32601");
    assertThat(anna.asked).isEmpty();
  }

  @Test
  void logMessageReachesTheClientOfTheOnlyCall() throws Exception {
    long call = begin(anna);
    server.say(LOG);
    server.answer(call, "{}");
    awaitEnd(anna);
    assertThat(anna.noting).containsExactly("notifications/message {\"level\":\"info\"}");
  }

  private final List<CompletableFuture<Envelope>> ends = new ArrayList<>();
  private final List<Caller> callers = new ArrayList<>();

  private long begin(Caller caller) throws InterruptedException {
    CompletableFuture<Envelope> end = new CompletableFuture<>();
    ends.add(end);
    callers.add(caller);
    Thread.startVirtualThread(() -> {
      try {
        Peer.Outgoing outgoing = Peer.Outgoing.plain("tools/call", Slice.of("{\"name\":\"t\"}"));
        end.complete(peer.request(outgoing, caller, Deadline.in(Duration.ofSeconds(10))));
      } catch (PeerException failed) {
        end.completeExceptionally(failed);
      }
    });
    return ScriptedServer.idOf(server.next());
  }

  private void awaitEnd(Caller caller) throws Exception {
    ends.get(callers.indexOf(caller)).get(5, TimeUnit.SECONDS);
  }

  private static FakeCaller client(String name) {
    FakeCaller client = new FakeCaller();
    client.answering = method -> new ClientAnswer.Result(Slice.of("{\"from\":\"" + name + "\"}"));
    return client;
  }
}
