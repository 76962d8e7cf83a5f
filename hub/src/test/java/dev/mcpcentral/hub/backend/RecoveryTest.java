package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ClientFeature;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.protocol.mcp.Era;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server over HTTP that is started again at the same address. */
@Timeout(30)
class RecoveryTest {
  private static final String OLD = "[{\"name\":\"old\",\"inputSchema\":{\"type\":\"object\"}}]";
  private static final String NEW = "[{\"name\":\"new\",\"inputSchema\":{\"type\":\"object\"}}]";
  private static final String CAPABILITIES =
      "{\"tools\":{\"listChanged\":true},\"resources\":{\"subscribe\":true,\"listChanged\":true}}";

  private final RecordedEvents events = new RecordedEvents();

  private ServerBackend backend(StubHttp server) {
    ServerSpec spec = ServerSpec.of(new ServerName("s"), new Source.Remote(server.url()));
    return ServerBackend.remote(
        spec, server.url(), events, new RequestState(new byte[32], InstantSource.system()));
  }

  private static StubHttp legacy(int port, String tools) throws IOException {
    StubHttp server = StubHttp.legacy(port, CAPABILITIES);
    server.on("GET", get -> get.stream().hold());
    server.tools(tools);
    server.on("resources/list", list -> list.result("{\"resources\":[]}", ""));
    server.on("resources/templates/list", list -> list.result("{\"resourceTemplates\":[]}", ""));
    server.on("resources/subscribe", subscribe -> subscribe.result("{}", ""));
    server.on("tools/call", call -> call.result("{\"content\":[]}", ""));
    return server;
  }

  private static StubHttp modern(int port, String tools) throws IOException {
    StubHttp server = StubHttp.modern(port, CAPABILITIES);
    server.tools(tools);
    server.on("resources/list", list -> list.result("{\"resources\":[]}", ""));
    server.on("resources/templates/list", list -> list.result("{\"resourceTemplates\":[]}", ""));
    server.on(
        "subscriptions/listen",
        listen ->
            listen.stream()
                .message(
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
                        + "\"params\":{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":"
                        + listen.id()
                        + "},\"notifications\":{\"resourceSubscriptions\":[\"test://a\"]}}}")
                .hold());
    return server;
  }

  private void comesBack(StubHttp first, Restart restart) throws Exception {
    try (ServerBackend backend = backend(first)) {
      backend.connect(Duration.ofSeconds(5));
      assertThat(events.next()).contains("[old]");
      int port = first.port();
      first.close();
      Thread.sleep(700);
      try (StubHttp second = restart.at(port)) {
        long since = System.nanoTime();
        String event = events.next();
        while (!event.contains("[new]")) {
          event = events.next();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(3));
        assertThat(second.unread()).contains("tools/list");
      }
    }
  }

  private interface Restart {
    StubHttp at(int port) throws IOException;
  }

  /** Knows a session only after its own handshake. */
  private static StubHttp restarted(int port) throws IOException {
    StubHttp server = legacy(port, NEW);
    AtomicBoolean known = new AtomicBoolean();
    server.on(
        "notifications/initialized",
        initialized -> {
          known.set(true);
          initialized.status(202);
        });
    server.on(
        "GET",
        get -> {
          if (known.get()) {
            get.stream().hold();
          } else {
            get.status(404);
          }
        });
    return server;
  }

  @Test
  void restartedLegacyServerIsReadAgainWithoutACall() throws Exception {
    comesBack(legacy(0, OLD), RecoveryTest::restarted);
  }

  @Test
  void restartedModernServerIsReadAgainWithoutACall() throws Exception {
    comesBack(modern(0, OLD), port -> modern(port, NEW));
  }

  @Test
  void restartedServerIsToldAgainWhatIsWatched() throws Exception {
    StubHttp first = legacy(0, OLD);
    try (ServerBackend backend = backend(first)) {
      backend.connect(Duration.ofSeconds(5));
      backend.watch(Set.of("test://a"));
      first.next("resources/subscribe");
      first.close();
      try (StubHttp second = restarted(first.port())) {
        assertThat(second.next("resources/subscribe").body()).contains("test://a");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Era.class)
  void callSurvivesAForgottenSession(Era client) throws Exception {
    StubHttp server = legacy(0, OLD);
    AtomicInteger calls = new AtomicInteger();
    server.on(
        "tools/call",
        call -> {
          if (calls.getAndIncrement() == 0) {
            call.status(404);
          } else {
            call.result("{\"content\":[]}", "");
          }
        });
    try (ServerBackend backend = backend(server)) {
      Permitted call =
          Permits.tool(Permits.client(client, ClientFeature.ELICITATION), "{\"name\":\"s__t\"}");
      assertThat(backend.invoke(call, new FakeCaller())).isInstanceOf(Outcome.Answer.class);
      assertThat(calls).hasValue(2);
    }
    server.close();
  }

  @Test
  void callAfterARestartIsCarriedOut() throws Exception {
    StubHttp first = legacy(0, OLD);
    try (ServerBackend backend = backend(first)) {
      Permitted call = Permits.tool(Permits.client(Era.LEGACY), "{\"name\":\"s__t\"}");
      assertThat(backend.invoke(call, new FakeCaller())).isInstanceOf(Outcome.Answer.class);
      first.close();
      Thread.sleep(50); // a connection that was just used is not looked at before it is used again
      assertThat(backend.invoke(call, new FakeCaller()))
          .isInstanceOf(Outcome.Failure.BackendUnavailable.class);
      try (StubHttp second = restarted(first.port())) {
        long since = System.nanoTime();
        Outcome outcome = backend.invoke(call, new FakeCaller());
        while (!(outcome instanceof Outcome.Answer)) {
          assertThat(outcome).isInstanceOf(Outcome.Failure.BackendUnavailable.class);
          outcome = backend.invoke(call, new FakeCaller());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(2));
        assertThat(second.next("tools/call").body()).contains("\"t\"");
      }
    }
  }

  @Test
  void callThatMayHaveBeenCarriedOutIsNotRepeated() throws Exception {
    StubHttp server = legacy(0, OLD);
    AtomicInteger calls = new AtomicInteger();
    server.on(
        "tools/call",
        call -> {
          calls.incrementAndGet();
          throw new IOException("the server dies in the middle");
        });
    try (ServerBackend backend = backend(server)) {
      Permitted call = Permits.tool(Permits.client(Era.LEGACY), "{\"name\":\"s__t\"}");
      assertThat(backend.invoke(call, new FakeCaller()))
          .isInstanceOf(Outcome.Failure.BackendBroken.class);
      Thread.sleep(300);
      assertThat(calls).hasValue(1);
    }
    server.close();
  }
}
