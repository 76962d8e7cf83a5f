package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients cost that are there and do nothing. */
@Tag("installs")
@Timeout(120)
class SessionCostTest {
  private static final int SESSIONS = 5_000;
  private static final int CALLS = 10_000;
  private static final int CALLERS = 16;
  private static final long SESSION_LIMIT_BYTES = 20 << 10;
  private static final Pattern LIVE_BYTES = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  private final PlainServers servers = new PlainServers("modern");
  private final HubProcess hub;

  SessionCostTest(@TempDir Path directory) {
    hub = new HubProcess(directory, Product.NO_ENGINE, servers.one(0).declared("plain"));
  }

  @BeforeEach
  void start() {
    servers.start();
    hub.start();
    SixServers.awaitServers(hub, List.of("plain"), Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    hub.close();
    servers.close();
  }

  /** Sessions that listed and called, as real ones do; none has a stream open. */
  @Test
  void aLegacySessionIsSmall() throws Exception {
    use(openSessions(CALLERS));
    long before = liveBytes();
    List<LegacySession> open = openSessions(SESSIONS);
    use(open);
    long each = (liveBytes() - before) / SESSIONS;
    System.out.printf("a legacy session: %.1f KiB of heap%n", each / 1024.0);
    assertThat(live("sessions")).isEqualTo(SESSIONS + CALLERS);
    assertThat(each).as("bytes of heap for a session").isLessThanOrEqualTo(SESSION_LIMIT_BYTES);
    inParallel(open, LegacySession::end);
    assertThat(live("sessions")).isEqualTo(CALLERS);
  }

  @Test
  void aModernCallMakesNoSession() throws Exception {
    URI mcp = hub.mcp();
    List<Integer> calls = IntStream.range(0, CALLS).boxed().toList();
    inParallel(
        calls,
        n -> {
          var arguments = Map.of("text", "call " + n);
          Reply reply = ModernRequest.call("plain__echo", arguments).send(mcp);
          assertThat(reply.header("Mcp-Session-Id")).isEmpty();
          assertThat(reply.text()).isEqualTo("call " + n);
        });
    for (String kind : List.of("sessions", "requests", "streams", "parkedCalls")) {
      assertThat(live(kind)).as(kind).isZero();
    }
  }

  private List<LegacySession> openSessions(int count) throws Exception {
    var open = new ArrayList<LegacySession>();
    try (var callers = new Callers(CALLERS)) {
      callers
          .all(_ ->
              IntStream.range(0, count / CALLERS + 1)
                  .mapToObj(_ -> LegacySession.open(hub.mcp()))
                  .toList())
          .forEach(open::addAll);
    }
    List<LegacySession> surplus = open.subList(count, open.size());
    surplus.forEach(LegacySession::end);
    surplus.clear();
    return open;
  }

  private static void use(List<LegacySession> sessions) throws Exception {
    inParallel(
        sessions,
        session -> {
          assertThat(session.request("tools/list").failed()).isFalse();
          assertThat(session.call("plain__echo", Map.of("text", "x")).text()).isEqualTo("x");
        });
  }

  private interface Task<T> {
    void accept(T one);
  }

  private static <T> void inParallel(List<T> all, Task<T> task) throws Exception {
    try (var callers = new Callers(CALLERS)) {
      callers.all(caller -> {
        for (int n = caller; n < all.size(); n += CALLERS) {
          task.accept(all.get(n));
        }
        return true;
      });
    }
  }

  private int live(String kind) {
    return hub.json("status").path("live").path(kind).asInt(-1);
  }

  /** What is reachable in the hub's heap: a histogram of it begins with a full collection. */
  private long liveBytes() throws IOException {
    var tool = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
    var command = List.of(tool, Long.toString(hub.hub().pid()), "GC.class_histogram");
    var finished = Product.run(command, hub.directory(), Map.of(), "", Duration.ofSeconds(30));
    assertThat(finished.exitCode()).as("%s", finished).isZero();
    var total = LIVE_BYTES.matcher(finished.out());
    assertThat(total.find()).as("a total in %s", finished.out()).isTrue();
    return Long.parseLong(total.group(1));
  }
}
