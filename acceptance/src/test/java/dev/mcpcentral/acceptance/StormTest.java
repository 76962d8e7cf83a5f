package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that hang up in the middle of their calls, and containers that are killed meanwhile. */
@NeedsEngine
class StormTest {
  private static final String LABEL = "mcp.server=storm";
  private static final int CALLERS = 16;
  private static final int CALLS = 10_000;
  private static final int DISCONNECTS = 1_000;
  private static final int KILLS = 20;
  private static final Duration READY = Duration.ofMinutes(3);

  @TempDir Path directory;
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger kills = new AtomicInteger();
  private final Queue<String> answered = new ConcurrentLinkedQueue<>();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private final Set<String> hungUp = ConcurrentHashMap.newKeySet();

  @Test
  @Timeout(600)
  void nothingIsLeftOfTenThousandCallsWithDisconnectsAndKills() throws Exception {
    var ledger = new Ledger(directory);
    String server = ledger.declared("storm", ledger.release("1"), "");
    try (var hub = new HubProcess(directory.resolve("hub"), Map.of(), server).start();
        var callers = new Callers(CALLERS)) {
      SixServers.awaitServers(hub, List.of("storm"), READY);
      long begin = System.nanoTime();
      callers.all(_ -> {
        go(hub);
        return true;
      });
      System.out.printf(
          "%d answered, %d failed, %d hung up, %d containers killed, in %.0f s%n",
          answered.size(),
          failed.size(),
          hungUp.size(),
          kills.get(),
          (System.nanoTime() - begin) / 1e9);
      assertThat(hungUp).hasSize(DISCONNECTS);
      assertThat(kills).hasValue(KILLS);
      assertThat(failed)
          .as("calls in flight when a container died")
          .hasSizeLessThan(KILLS * CALLERS);
      assertThat(answered).hasSize(CALLS - DISCONNECTS - failed.size());
      assertThat(
              ModernRequest.call("storm__note", Map.of("entry", "last")).send(hub.mcp()).failed())
          .isFalse();
      Await.until(
          READY, () -> "one container of storm", () -> Containers.labelled(LABEL).size() == 1);
      checkEntries(ledger);
      AuditTrail.of(hub).assertPaired();
    }
    assertThat(Containers.labelled(LABEL)).as("orphans").isEmpty();
  }

  private void checkEntries(Ledger ledger) {
    List<String> written = ledger.entries().stream().map(Ledger.Entry::text).toList();
    assertThat(written).as("entries written twice").doesNotHaveDuplicates();
    Set<String> all = written.stream().collect(Collectors.toSet());
    assertThat(all).as("what was answered").containsAll(answered);
  }

  private void go(HubProcess hub) {
    for (int n = numbers.getAndIncrement(); n < CALLS; n = numbers.getAndIncrement()) {
      String entry = "entry-" + n;
      var request = ModernRequest.call("storm__note", Map.of("entry", entry));
      if (n % (CALLS / DISCONNECTS) == 3) {
        hangUp(hub.mcp().getPort(), request);
        hungUp.add(entry);
      } else {
        (request.send(hub.mcp()).failed() ? failed : answered).add(entry);
      }
      if (n % (CALLS / KILLS) == 7) {
        kill();
      }
    }
  }

  /** The request is sent, and the connection is reset before anything can come back. */
  private static void hangUp(int port, ModernRequest request) {
    byte[] bytes =
        RawHttp.request(request, "/mcp", "Host: localhost:" + port)
            .getBytes(StandardCharsets.ISO_8859_1);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoLinger(true, 0);
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void kill() {
    for (String container : Containers.labelled(LABEL)) {
      Containers.docker("kill", container);
    }
    kills.incrementAndGet();
  }
}
