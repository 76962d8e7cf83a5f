package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class StdioPeerTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final ScriptedServer server = new ScriptedServer("stdio-peer-test");
  private final RecordedEvents events = new RecordedEvents();
  private final StdioPeer peer = new StdioPeer(server, server.wire(), events);

  @AfterEach
  void stop() {
    peer.close();
  }

  @Test
  void interleavedAnswersFindTheirCallers() throws Exception {
    Map<String, CompletableFuture<String>> calls = new HashMap<>();
    for (int i = 0; i < 16; i++) {
      String tool = "tool" + i;
      calls.put(tool, call(params(tool, "{}", "{}"), Caller.SILENT, LONG));
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      lines.add(server.next());
    }
    Collections.reverse(lines);
    for (String line : lines) {
      String tool = line.replaceAll(".*\"name\":\"(\\w+)\".*", "$1");
      server.answer(ScriptedServer.idOf(line), "{\"from\":\"" + tool + "\"}");
    }
    for (Map.Entry<String, CompletableFuture<String>> call : calls.entrySet()) {
      assertThat(call.getValue().get()).isEqualTo("{\"from\":\"" + call.getKey() + "\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"abc\"", "7", "9007199254740993", "\"1\""})
  void progressCarriesTheClientsOwnToken(String token) throws Exception {
    List<String> notes = new ArrayList<>();
    CompletableFuture<String> call =
        call(params("t", "{}", "{\"progressToken\":" + token + "}"), noting(notes), LONG);
    String line = server.next();
    long id = ScriptedServer.idOf(line);
    assertThat(line).contains("\"progressToken\":" + id + "}");
    server.progress("\"" + id + "\"", 1);
    server.progress(Long.toString(id + 1), 2);
    server.progress(Long.toString(id), 3);
    server.answer(id, "{}");
    call.get();
    assertThat(notes)
        .containsExactly("notifications/progress {\"progressToken\":" + token + ",\"progress\":3}");
  }

  @Test
  void progressIsKeptFromClientsThatDidNotAskForIt() throws Exception {
    List<String> notes = new ArrayList<>();
    CompletableFuture<String> call = call(params("t", "{}", "{}"), noting(notes), LONG);
    long id = ScriptedServer.idOf(server.next());
    server.progress(Long.toString(id), 1);
    server.answer(id, "{}");
    call.get();
    assertThat(notes).isEmpty();
  }

  @Test
  void progressJustBeforeTheAnswerIsNeverLost() throws Exception {
    int rounds = 2000;
    List<String> notes = new ArrayList<>();
    Params params = params("t", "{}", "{\"progressToken\":1}");
    CompletableFuture<String> calls =
        CompletableFuture.supplyAsync(() -> {
          for (int i = 0; i < rounds; i++) {
            request(params, noting(notes), LONG);
          }
          return "done";
        });
    for (int i = 0; i < rounds; i++) {
      long id = ScriptedServer.idOf(server.next());
      server.progress(Long.toString(id), i);
      server.answer(id, "{}");
    }
    assertThat(calls.get()).isEqualTo("done");
    assertThat(notes).hasSize(rounds);
  }

  @Test
  void cancelledCallEndsAtOnceAndTheServerIsTold() throws Exception {
    CompletableFuture<Runnable> cancel = new CompletableFuture<>();
    CompletableFuture<String> call = call(params("t", "{}", "{}"), cancelling(cancel), LONG);
    long id = ScriptedServer.idOf(server.next());
    cancel.get().run();
    assertThat(trouble(call)).isEqualTo("CANCELLED cancelled by the client");
    assertThat(server.next())
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
                + id
                + ",\"reason\":\"cancelled\"}}");
  }

  @Test
  void callThatWasCancelledBeforeIsNeverSent() throws Exception {
    Caller gone = cancelled();
    assertThat(trouble(call(params("t", "{}", "{}"), gone, LONG))).startsWith("CANCELLED");
    assertThat(server.unread()).isZero();
    assertAnswers();
  }

  @Test
  void lateAnswerIsTimedOutAndIgnored() throws Exception {
    CompletableFuture<String> call =
        call(params("t", "{}", "{}"), Caller.SILENT, Duration.ofMillis(30));
    long id = ScriptedServer.idOf(server.next());
    assertThat(trouble(call)).isEqualTo("TIMED_OUT no answer in time");
    assertThat(server.next()).contains("notifications/cancelled", "\"requestId\":" + id);
    server.answer(id, "{\"late\":true}");
    assertAnswers();
  }

  @Test
  void rubbishGoesToTheLogAndHarmsNobody() throws Exception {
    CompletableFuture<String> call = call(params("t", "{}", "{}"), Caller.SILENT, LONG);
    long id = ScriptedServer.idOf(server.next());
    for (String rubbish : List.of("Listening…", "{\"jsonrpc\":\"2.0\"", "[]", "{}", "\r", "")) {
      server.say(rubbish);
    }
    server.answer(id, "{\"n\":1e999}");
    assertThat(call.get()).isEqualTo("{\"n\":1e999}");
    assertThat(events.all())
        .containsExactly(
            "line not MCP on stdout: Listening…",
            "line not MCP on stdout: {\"jsonrpc\":\"2.0\"",
            "line not MCP on stdout: []",
            "line not MCP on stdout: {}");
  }

  @Test
  void endlessRubbishEndsTheServer() {
    byte[] rubbish = "x\n".repeat(10_001).getBytes(StandardCharsets.UTF_8);
    server.write(rubbish);
    assertThat(peer.gone().toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join())
        .contains("lines in a row that are not MCP");
  }

  @Test
  void stdoutClosedAmidACallBreaksItAndLaterOnesAreNotSent() throws Exception {
    CompletableFuture<String> call = call(params("t", "{}", "{}"), Caller.SILENT, LONG);
    server.next();
    server.closeStdout();
    assertThat(trouble(call)).isEqualTo("BROKEN the server closed its stdout");
    assertThat(trouble(call(params("t", "{}", "{}"), Caller.SILENT, LONG)))
        .startsWith("NOT_SENT the server closed its stdout");
  }

  @Test
  void hugeLineEndsTheServer() throws Exception {
    CompletableFuture<String> call = call(params("t", "{}", "{}"), Caller.SILENT, LONG);
    server.next();
    byte[] part = new byte[1 << 20];
    Arrays.fill(part, (byte) 'x');
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          for (int i = 0; i < 16; i++) {
            server.write(part);
          }
        });
    assertThat(trouble(call)).startsWith("BROKEN stdout: a message of more than 16 MiB");
  }

  @Test
  void lineBreaksBetweenTokensNeverReachStdin() throws Exception {
    String arguments = "{\n\"a\"\r\n:\r[1,\n2],\"b\":\"x\\ny\"}";
    CompletableFuture<String> call = call(params("t", arguments, "{}"), Caller.SILENT, LONG);
    String line = server.next();
    assertThat(line).contains("\"arguments\":{ \"a\"  : [1, 2],\"b\":\"x\\ny\"}");
    server.answer(ScriptedServer.idOf(line), "{}");
    assertThat(call.get()).isEqualTo("{}");
    assertThat(server.unread()).isZero();
  }

  @Test
  void serversRequestsAreAlwaysAnswered() throws Exception {
    server.say("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}");
    assertThat(server.next()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"result\":{}}");
    server.say("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"roots/list\"}");
    assertThat(server.next()).contains("\"id\":5,\"error\":{\"code\":-32601");
  }

  @Test
  void changedListsAreHeard() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    peer.hear(
        new Hearing() {
          @Override
          public void listChanged() {
            heard.countDown();
          }

          @Override
          public void resourceUpdated(Envelope.Notification update) {}

          @Override
          public void logged(Envelope.Notification message) {}
        });
    server.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
    assertThat(heard.await(5, TimeUnit.SECONDS)).isTrue();
  }

  /** More calls than may wait at once: an entry left behind by each would refuse the last ones. */
  @Test
  void noEntryIsLeftBehind() throws Exception {
    for (int i = 0; i < 600; i++) {
      assertThat(trouble(call(params("t", "{}", "{}"), cancelled(), LONG))).startsWith("CANCELLED");
      assertThat(trouble(call(params("t", "{}", "{}"), Caller.SILENT, Duration.ofNanos(1))))
          .doesNotContain("calls are waiting");
    }
  }

  @Test
  void noReaderIsLeftBehind() throws Exception {
    peer.close();
    Thread reader =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("stdout stdio-peer-test"))
            .findFirst()
            .orElse(Thread.currentThread());
    assertThat(reader == Thread.currentThread() || reader.join(Duration.ofSeconds(5))).isTrue();
    assertThat(peer.gone().toCompletableFuture()).isDone();
  }

  private void assertAnswers() throws Exception {
    CompletableFuture<String> call = call(params("t", "{}", "{}"), Caller.SILENT, LONG);
    String line = server.next();
    assertThat(line).contains("tools/call");
    server.answer(ScriptedServer.idOf(line), "{\"ok\":1}");
    assertThat(call.get()).isEqualTo("{\"ok\":1}");
  }

  private CompletableFuture<String> call(Params params, Caller caller, Duration patience) {
    CompletableFuture<String> result = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try {
        result.complete(request(params, caller, patience));
      } catch (CompletionException failed) {
        result.completeExceptionally(failed.getCause());
      }
    });
    return result;
  }

  private String request(Params params, Caller caller, Duration patience) {
    try {
      Envelope answer =
          peer.request(new Peer.Outgoing("tools/call", "t", params), caller, Deadline.in(patience));
      return ((Envelope.ResultResponse) answer).result().text();
    } catch (PeerException failed) {
      throw new CompletionException(failed);
    }
  }

  private static String trouble(CompletableFuture<String> call) {
    Throwable thrown = call.handle((result, failed) -> failed).join();
    if (thrown instanceof PeerException failed) {
      return failed.kind() + " " + failed.getMessage();
    }
    throw new AssertionError("no trouble: " + thrown);
  }

  private static Params params(String tool, String arguments, String meta)
      throws MalformedJsonException {
    Members params = Members.ofObject(Slice.of("{\"arguments\":" + arguments + "}"));
    Ask.OfServer ask =
        new Ask.OfServer(
            ServerMethod.CALL_TOOL, null, tool, params, Members.ofObject(Slice.of(meta)));
    Client client = Client.plain(Revision.NEWEST_LEGACY, null);
    return Params.of(ask, client, Era.LEGACY, tool, Params.Inputs.NONE);
  }

  private static Caller noting(List<String> notes) {
    FakeCaller caller = new FakeCaller();
    caller.noting = notes;
    return caller;
  }

  private static Caller cancelling(CompletableFuture<Runnable> cancel) {
    FakeCaller caller = new FakeCaller();
    caller.cancelling = cancel::complete;
    return caller;
  }

  private static Caller cancelled() {
    FakeCaller caller = new FakeCaller();
    caller.cancelling = Runnable::run;
    return caller;
  }
}
