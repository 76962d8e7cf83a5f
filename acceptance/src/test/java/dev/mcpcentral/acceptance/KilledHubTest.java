package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the hub amid 64 callers: nobody was answered unrecorded, nothing is left. */
class KilledHubTest {
  private static final int CALLERS = 64;
  private static final Duration READY = Duration.ofMinutes(2);

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  @NeedsEngine
  @Timeout(300)
  void everyAnswerIsOnRecordAndNoContainerIsLeft(@TempDir Path directory) throws Exception {
    String name = "killed-" + ProcessHandle.current().pid();
    var hub = new HubProcess(directory, Map.of(), OddServers.server(name, "well"));
    Set<String> answered = killRepeatedly(hub, name, 20);
    Await.until(
        Duration.ofSeconds(20),
        () -> "at most one container of " + name,
        () -> Containers.labelled("mcp.server=" + name).size() <= 1);
    assertOnRecord(hub, answered);
    hub.stop();
    assertThat(Containers.labelled("mcp.server=" + name)).as("containers after the end").isEmpty();
    AuditTrail.assertVerifies(hub);
  }

  @Test
  @Timeout(120)
  void everyAnswerIsOnRecordAndNoProcessIsLeft(@TempDir Path directory) throws Exception {
    String name = "killed-process";
    String marker = "marker-" + seed;
    var server = OddServers.server(name, "well").replace("[well]", "[well, " + marker + "]");
    var hub = new HubProcess(directory, Product.NO_ENGINE, server);
    Set<String> answered = killRepeatedly(hub, name, 5);
    assertOnRecord(hub, answered);
    hub.stop();
    Await.until(
        Duration.ofSeconds(10),
        () -> "no process with " + marker,
        () -> ProcessHandle.allProcesses().noneMatch(process -> carries(process, marker)));
    AuditTrail.assertVerifies(hub);
  }

  /** Leaves the hub running. */
  private Set<String> killRepeatedly(HubProcess hub, String server, int times) throws Exception {
    var answered = new HashSet<String>();
    hub.start();
    SixServers.awaitServers(hub, List.of(server), READY);
    for (int round = 0; round < times; round++) {
      try (var callers = new Callers(CALLERS)) {
        var calls = new ArrayList<Future<Set<String>>>();
        for (int caller = 0; caller < CALLERS; caller++) {
          String prefix = round + " " + caller + " ";
          calls.add(callers.one(() -> callUntilRefused(hub.mcp(), server, prefix)));
        }
        Thread.sleep(random.nextInt(200, 1500));
        hub.kill();
        for (var call : calls) {
          answered.addAll(call.get());
        }
      }
      hub.start();
      SixServers.awaitServers(hub, List.of(server), READY);
    }
    assertThat(answered).as("calls answered (seed %d)", seed).hasSizeGreaterThan(CALLERS * times);
    return answered;
  }

  /** Calls one after the other until the hub is gone; gives the arguments that were answered. */
  private static Set<String> callUntilRefused(URI mcp, String server, String prefix) {
    var answered = new HashSet<String>();
    for (int n = 0; ; n++) {
      var arguments = Map.of("text", prefix + n);
      try {
        Reply reply = ModernRequest.call(server + "__echo", arguments).send(mcp);
        assertThat(reply.text()).as("%s", reply).isEqualTo(prefix + n);
        answered.add(Json.write(arguments));
      } catch (UncheckedIOException killed) {
        return answered;
      }
    }
  }

  private void assertOnRecord(HubProcess hub, Set<String> answered) {
    AuditTrail.assertVerifies(hub);
    AuditTrail trail = AuditTrail.of(hub);
    for (String arguments : answered) {
      var outcome = trail.outcome(trail.intent(arguments));
      assertThat(outcome.path("status").asString("")).as("seed %d", seed).isEqualTo("ok");
    }
    trail.assertPaired();
  }

  private static boolean carries(ProcessHandle process, String marker) {
    return process.info().commandLine().orElse("").contains(marker);
  }
}
