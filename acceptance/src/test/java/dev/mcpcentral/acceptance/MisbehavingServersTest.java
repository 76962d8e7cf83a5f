package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server's trouble stays its own: the same behaviour on both engines. */
class MisbehavingServersTest {
  @Nested
  @ExtendWith(SharedHubs.class)
  class AsProcesses extends Behaviour {
    AsProcesses(OddServers.AsProcesses servers) {
      super(servers);
    }
  }

  @Nested
  @NeedsEngine
  @ExtendWith(SharedHubs.class)
  class InContainers extends Behaviour {
    InContainers(OddServers.InContainers servers) {
      super(servers);
    }
  }

  abstract static class Behaviour {
    private static final Duration NEIGHBOUR_LIMIT = Duration.ofSeconds(2);
    private static final Duration RECOVERY = Duration.ofSeconds(20);
    private static final long FLOOD_MEMORY_BYTES = 160L << 20;

    private final HubProcess hub;
    private final URI mcp;
    private final Neighbour neighbour;

    Behaviour(OddServers servers) {
      hub = servers.hub();
      mcp = hub.mcp();
      neighbour = new Neighbour(mcp, NEIGHBOUR_LIMIT);
    }

    @AfterEach
    void nothingIsLost() throws Exception {
      try (neighbour) {
        neighbour.assertUndisturbed();
      }
      moodyAnswersAgain();
      AuditTrail.assertVerifies(hub);
    }

    private Reply moody(String tool) {
      return ModernRequest.call("moody__" + tool, Map.of()).send(mcp);
    }

    private void moodyAnswersAgain() {
      Await.until(RECOVERY, () -> "moody answers again", () -> !moody("echo").failed());
    }

    @Test
    void rubbishOnStdoutIsSteppedOver() {
      assertThat(ModernRequest.call("rubbish__echo", Map.of("text", "clean")).send(mcp).text())
          .isEqualTo("clean");
      assertThat(moody("spill").text()).isEqualTo("spilt");
      assertThat(moody("echo").failed()).isFalse();
    }

    @Test
    void aServerThatExitsAtOnceIsReportedAndNotListed() {
      assertThat(Catalog.of(mcp).names()).noneMatch(name -> name.startsWith("exits__"));
      var exits = hub.server(hub.json("status"), "exits");
      assertThat(exits.path("state").asString("")).isEqualTo("failed");
      assertThat(exits.path("detail").asString("")).isNotBlank();
      assertThat(ModernRequest.call("exits__echo", Map.of()).send(mcp).failed()).isTrue();
    }

    @Test
    void aServerThatNeverAnswersIsReportedAndNotListed() {
      assertThat(Catalog.of(mcp).names()).noneMatch(name -> name.startsWith("silent__"));
      Await.until(
          Duration.ofSeconds(90),
          () -> "silent failed: " + hub.json("status"),
          () ->
              hub.server(hub.json("status"), "silent").path("state").asString("").equals("failed"));
    }

    @Test
    void aServerThatExitsInTheMiddleOfACallFailsThatCallOnly() {
      long started = System.nanoTime();
      assertThat(moody("exit").failed()).isTrue();
      assertThat(since(started)).isLessThan(OddServers.CALL_TIMEOUT);
      moodyAnswersAgain();
    }

    @Test
    void aCallThatHangsTimesOutOnTime() throws Exception {
      try (var callers = new Callers(1)) {
        long started = System.nanoTime();
        var hanging = callers.one(() -> moody("hang"));
        assertThat(moody("echo").failed()).as("another call to the same server").isFalse();
        assertThat(hanging.get().failed()).isTrue();
        assertThat(since(started))
            .isBetween(OddServers.CALL_TIMEOUT, OddServers.CALL_TIMEOUT.plusMillis(1500));
      }
    }

    @Test
    void aFloodWithoutALineEndIsCutOffAndCostsLittleMemory() {
      moodyAnswersAgain();
      long before = hub.residentBytes();
      assertThat(moody("flood").failed()).isTrue();
      assertThat(hub.residentBytes() - before).isLessThan(FLOOD_MEMORY_BYTES);
      moodyAnswersAgain();
    }

    @Test
    void aServerThatFloodsFromItsStartIsReportedAndNotListed() {
      assertThat(Catalog.of(mcp).names()).noneMatch(name -> name.startsWith("floods__"));
      var floods = hub.server(hub.json("status"), "floods");
      assertThat(floods.path("state").asString("")).isIn("failed", "preparing");
    }

    private static Duration since(long started) {
      return Duration.ofNanos(System.nanoTime() - started);
    }
  }
}
