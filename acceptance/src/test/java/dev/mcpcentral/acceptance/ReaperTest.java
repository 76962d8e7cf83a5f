package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed and does not come back: what it left is removed all the same. */
@NeedsEngine
@Timeout(240)
class ReaperTest {
  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration GRACE = Duration.ofSeconds(8);
  private static final Duration AFTER_GRACE = GRACE.plusSeconds(40);
  private static final String SECRET = "s3cret-of-the-hub-4711";

  private final String name = "reaped-" + ProcessHandle.current().pid();
  private final HubProcess hub;

  ReaperTest(@TempDir Path directory) {
    Map<String, String> environment =
        Map.of("MCP_CENTRAL_REAP_AFTER", GRACE.toSeconds() + "s", "HUB_TOKEN", SECRET);
    String server =
        OddServers.server(name, "well")
            + "    network: open\n"
            + "    secrets: {API_TOKEN: 'env:HUB_TOKEN'}\n";
    hub = new HubProcess(directory, environment, server);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void whatAKilledHubLeftIsRemoved() {
    up();
    String container = Containers.labelled("mcp.server=" + name).getFirst();
    assertTold(container);
    ProcessHandle reaper = reaper();
    System.out.println("reaper: " + resident(reaper) / 1024 + " KiB resident");
    hub.kill();
    assertThat(Containers.labelled("mcp.server=" + name)).as("within the grace").hasSize(1);
    Await.until(
        AFTER_GRACE,
        () -> "no container",
        () -> Containers.labelled("mcp.server=" + name).isEmpty());
    Await.until(AFTER_GRACE, () -> "no network: " + networks(), () -> networks().isEmpty());
    Await.until(AFTER_GRACE, () -> "no secrets: " + told(), () -> told().isEmpty());
    Await.until(AFTER_GRACE, () -> "the reaper ended", () -> !reaper.isAlive());
  }

  @Test
  void aHubThatComesBackKeepsWhatItHas() {
    up();
    ProcessHandle first = reaper();
    hub.kill();
    up();
    List<String> running = Containers.labelled("mcp.server=" + name);
    assertThat(running).hasSize(1);
    Await.until(GRACE.plusSeconds(10), () -> "the first reaper stood down", () -> !first.isAlive());
    assertThat(Containers.labelled("mcp.server=" + name)).isEqualTo(running);
    assertTold(running.getFirst());
    assertThat(reaper().isAlive()).isTrue();
  }

  @Test
  void afterAnOrderlyStopNothingWaits() {
    up();
    ProcessHandle reaper = reaper();
    hub.stop();
    Await.until(Duration.ofSeconds(5), () -> "the reaper ended", () -> !reaper.isAlive());
    assertThat(Containers.labelled("mcp.server=" + name)).isEmpty();
    assertThat(told()).isEmpty();
  }

  private void up() {
    hub.start();
    SixServers.awaitServers(hub, List.of(name), READY);
    // What it offers is known before it runs; a call makes it run.
    var call = ModernRequest.call(name + "__echo", Map.of("text", "up"));
    Await.until(READY, () -> "it answers: " + hub.output(), () -> !call.send(hub.mcp()).failed());
  }

  /** Its program knows the secret; the engine, and whoever asks it, does not. */
  private static void assertTold(String container) {
    assertThat(Containers.docker("inspect", container).out())
        .contains("API_TOKEN_FILE=/run/secrets/API_TOKEN")
        .doesNotContain(SECRET);
    String script =
        """
        const fs = require('fs');
        const told = fs.readdirSync('/proc').filter(Number).filter((pid) => pid != process.pid).flatMap((pid) => {
          try { return fs.readFileSync(`/proc/${pid}/environ`, 'utf8').split('\\0'); } catch { return []; }
        });
        console.log(told.filter((one) => one.startsWith('API_TOKEN=')).join());
        console.log(`mine: ${process.env.API_TOKEN}`);
        """;
    assertThat(Containers.docker("exec", container, "node", "-e", script).out().lines())
        .containsExactly("API_TOKEN=" + SECRET, "mine: undefined");
  }

  private ProcessHandle reaper() {
    return hub.hub()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains(" reap "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no reaper under the hub"));
  }

  private static long resident(ProcessHandle process) {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      String resident = lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(resident.replaceAll("\\D", "")) << 10;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String installation() {
    try {
      return Files.readString(hub.home().resolve("installation-id")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> networks() {
    return Containers.docker("network", "ls", "--quiet", "--filter", "name=" + installation())
        .out()
        .lines()
        .toList();
  }

  /** The folders with secrets of this installation. */
  private List<Path> told() {
    String folder = "mcp-central-" + installation();
    return Stream.of("/run/user/0", "/run", "/dev/shm", "/run/user/" + uid())
        .map(place -> Path.of(place, folder))
        .filter(Files::isDirectory)
        .flatMap(ReaperTest::inside)
        .toList();
  }

  private Object uid() {
    try {
      return Files.getAttribute(hub.home(), "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> inside(Path folder) {
    try (var found = Files.list(folder)) {
      return found.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
