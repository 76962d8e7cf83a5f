package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that takes connections and then says nothing, as a stopped or overloaded one does. */
@Timeout(60)
final class LostEngineTest {
  private static final Workload IMAGE = new Workload.Image("sha256:" + "a".repeat(64));

  @TempDir Path folder;
  private final List<SocketChannel> taken = new CopyOnWriteArrayList<>();
  private ServerSocketChannel silent;
  private DockerEngine engine;

  @BeforeEach
  void open() throws IOException {
    Path socket = folder.resolve("engine.sock");
    silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    silent.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::takeAndHang);
    engine = engineAt("unix://" + socket);
  }

  @AfterEach
  void close() throws IOException {
    engine.close();
    silent.close();
    for (SocketChannel channel : taken) {
      channel.close();
    }
  }

  @Test
  void startFailsWithinItsBound() {
    Duration taken = timed(() -> assertLost(() -> engine.start(new TestSpec().launch(IMAGE))));
    // Creating, and removing what might have been created.
    assertThat(taken).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void sweepFailsWithinItsBound() {
    Duration taken = timed(() -> assertLost(() -> engine.sweep(Set.of())));
    assertThat(taken).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void troubleIsToldWithinTwoSeconds() {
    Duration taken =
        timed(() ->
            assertThat(engine.trouble())
                .hasValueSatisfying(trouble ->
                    assertThat(trouble).contains("does not answer: nothing came within 1000 ms")));
    assertThat(taken).isLessThan(Duration.ofMillis(2500));
  }

  @Test
  void anEngineThatIsNotThereIsNamed() {
    try (DockerEngine gone = engineAt("unix://" + folder.resolve("gone.sock"))) {
      assertLost(() -> gone.sweep(Set.of()));
      assertThat(gone.trouble()).isPresent();
    }
  }

  @Test
  void attachingFailsWithinItsBound() {
    DockerAddress address = DockerAddress.parse("unix://" + folder.resolve("engine.sock"));
    assertThatThrownBy(
            () -> {
              try (DockerConnection connection =
                  DockerConnection.open(address, Duration.ofSeconds(1))) {
                connection.request("GET / HTTP/1.0\r\n\r\n", Duration.ofMillis(200));
              }
            })
        .hasMessage("nothing came within 200 ms");
  }

  private DockerEngine engineAt(String host) {
    return new DockerEngine(
        DockerAddress.parse(host),
        new DockerPing.Answer("Docker/0", "1.41"),
        new EngineSettings(
            "lostlost", folder, false, Map.of(), folder, List::of, InstantSource.system()),
        new ServerLogs(folder.resolve("logs"), InstantSource.system()),
        Duration.ofSeconds(2));
  }

  private void takeAndHang() {
    try {
      while (true) {
        taken.add(silent.accept());
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private static void assertLost(Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("the Docker engine at unix://")
        .hasMessageContaining("does not answer: ");
  }

  private static Duration timed(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
