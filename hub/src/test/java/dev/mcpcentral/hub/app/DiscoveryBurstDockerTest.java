package dev.mcpcentral.hub.app;

import static dev.mcpcentral.hub.app.LocalHub.await;
import static dev.mcpcentral.hub.app.RunningContainers.docker;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many containers that come and go faster than anybody can speak to them. */
@Tag("docker")
@Timeout(600)
final class DiscoveryBurstDockerTest {
  private static final int WORKERS = 8;
  private static final int EACH = 25;
  private static final Duration SETTLED = Duration.ofSeconds(30);

  /** Threads that belong to one container or its server. */
  private static final Pattern OF_SERVERS =
      Pattern.compile("\"(exit-|stdout |renew |server burst|reconnecting|stdin)[^\"]*\"");

  @TempDir Path folder;

  @Test
  void twoHundredThatComeAndGoLeaveNothing() throws Exception {
    String image = busybox();
    AtomicInteger seen = new AtomicInteger();
    try (LocalHub hub = new LocalHub(folder, "discovery: all\n", LocalHub.environment());
        RunningContainers containers = new RunningContainers()) {
      await(SETTLED, () -> "an engine", () -> hub.hub.status().engine().contains("Docker"));
      Thread watcher = Thread.ofVirtual().start(() -> watch(hub, seen));
      List<Thread> workers = new ArrayList<>();
      for (int worker = 0; worker < WORKERS; worker++) {
        String name = "burst" + worker;
        workers.add(Thread.ofPlatform().start(() -> comeAndGo(containers, image, name)));
      }
      for (Thread worker : workers) {
        worker.join();
      }
      watcher.interrupt();
      assertThat(seen.get()).as("some of them were servers for a moment").isPositive();
      await(SETTLED, () -> "no servers: " + hub.hub.servers(), () -> hub.hub.servers().isEmpty());
      await(SETTLED, () -> "no claims: " + claims(), () -> claims().isEmpty());
      await(SETTLED, () -> "no threads: " + threads(), () -> threads().isEmpty());
    } finally {
      docker("rmi", "-f", image);
    }
  }

  private static void watch(LocalHub hub, AtomicInteger seen) {
    try {
      while (true) {
        seen.accumulateAndGet(hub.hub.servers().size(), Math::max);
        Thread.sleep(5);
      }
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    }
  }

  private static void comeAndGo(RunningContainers containers, String image, String name) {
    for (int i = 0; i < EACH; i++) {
      String label = "mcp.server=" + name + "-" + i;
      RunningContainers.remove(
          containers.run(
              name + "-" + i,
              List.of("--label", label, "--network", "none"),
              image,
              List.of("/bin/busybox", "cat")));
    }
  }

  private String claims() {
    try {
      String id = Files.readString(folder.resolve("home").resolve("installation-id")).strip();
      return docker("volume", "ls", "-q", "--filter", "label=mcp.installation=" + id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> threads() {
    Path dump = folder.resolve("threads-" + System.nanoTime());
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
      return OF_SERVERS.matcher(Files.readString(dump)).results().map(hit -> hit.group()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String busybox() throws IOException, InterruptedException {
    Path tar = folder.resolve("busybox.tar");
    Process packing =
        new ProcessBuilder("tar", "-cf", tar.toString(), "-C", "/", "bin/busybox")
            .inheritIO()
            .start();
    assertThat(packing.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return docker("import", tar.toString());
  }
}
