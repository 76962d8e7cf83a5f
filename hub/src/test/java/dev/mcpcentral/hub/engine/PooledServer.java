package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.backend.PoolState;
import dev.mcpcentral.hub.backend.RequestState;
import dev.mcpcentral.hub.backend.ServerBackend;
import dev.mcpcentral.hub.backend.ServerEvents;
import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.hub.policy.Policy;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server in containers that a backend looks after, and its only tool. */
final class PooledServer implements ServerEvents, AutoCloseable {
  /** Answers every call with its own number; {@code NOTE} is replaced by what else it does. */
  private static final String ECHO =
      """
      exec awk '{ if (match($0, /"id":[0-9]+/)) { id = substr($0, RSTART + 5, RLENGTH - 5); \
      if ($0 ~ /"method":"initialize"/) r = "{\\"protocolVersion\\":\\"2025-11-25\\",\\"capabilities\\":{\\"tools\\":{}},\\"serverInfo\\":{\\"name\\":\\"echo\\",\\"version\\":\\"1\\"}}"; \
      else if ($0 ~ /"method":"tools.list"/) r = "{\\"tools\\":[{\\"name\\":\\"echo\\",\\"inputSchema\\":{\\"type\\":\\"object\\"}}]}"; \
      else { n = ""; if (match($0, /"n":[0-9]+/)) n = substr($0, RSTART + 4, RLENGTH - 4); NOTE; \
      r = "{\\"content\\":[{\\"type\\":\\"text\\",\\"text\\":\\"" n "\\"}]}" } \
      print "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":" id ",\\"result\\":" r "}"; fflush() } }'\
      """;

  final ServerBackend backend;
  final Queue<String> told = new ConcurrentLinkedQueue<>();

  PooledServer(DockerFixture docker, Launch launch) {
    this.backend =
        ServerBackend.onEngine(
            docker.engine, launch, this, new RequestState(new byte[32], InstantSource.system()));
  }

  /** A server of one line of awk. */
  static TestSpec echo() {
    return TestSpec.shell(ECHO.replace("NOTE", "n = n"));
  }

  /** The same, and it writes down each call that it sees. */
  static TestSpec writingTo(String file) {
    return TestSpec.shell(ECHO.replace("NOTE", "print n >> \"" + file + "\"; fflush()"));
  }

  PoolState state() {
    return backend.pool();
  }

  /** Calls the tool with a number, which is the answer of a server that works. */
  Outcome call(String session, long number, Caller caller) {
    return backend.invoke(permitted(session, number), caller);
  }

  /** Calls, and measures; throws unless the answer comes. */
  long nanos(String session, long number) {
    long begin = System.nanoTime();
    Outcome outcome = call(session, number, Caller.SILENT);
    long nanos = System.nanoTime() - begin;
    if (!isAnswer(outcome, number)) {
      throw new AssertionError("the call ended with " + outcome + ": " + told);
    }
    return nanos;
  }

  static boolean isAnswer(Outcome outcome, long number) {
    return outcome instanceof Outcome.Answer answer
        && answer.result().text().contains("\"" + number + "\"");
  }

  private static Permitted permitted(String session, long number) {
    Slice arguments = Slice.of("{\"n\":" + number + "}");
    Members params = Members.of(List.of(new Members.Member("arguments", arguments)));
    Ask.OfServer ask =
        new Ask.OfServer(ServerMethod.CALL_TOOL, null, "probe__echo", params, Members.NONE);
    Client client =
        new Client(Revision.NEWEST_LEGACY, "tester", ClientCapabilities.NONE, null, session);
    Call call = new Call(new Principal.Operator(), Surface.MCP, client, ask);
    Route route = new Route(new ServerName("probe"), "echo", "sha256:0", "0");
    return (Permitted) new Policy(1).decide(call, ask, route, RiskLevel.LOW);
  }

  @Override
  public void started(String instance, Offer offer) {
    told.add("started " + instance);
  }

  @Override
  public void resourceUpdated(String uri, Slice params) {}

  @Override
  public void ended(String how) {
    told.add("ended " + how);
  }

  @Override
  public void line(String text) {
    told.add(text);
  }

  @Override
  public void close() {
    backend.close();
  }
}
