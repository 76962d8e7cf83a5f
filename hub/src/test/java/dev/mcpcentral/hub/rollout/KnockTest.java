package dev.mcpcentral.hub.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.spec.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KnockTest {
  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  private static Source at(int port) {
    return new Source.Remote(URI.create("http://127.0.0.1:" + port + "/mcp"));
  }

  private static Duration pause(Source source, Duration longest) throws InterruptedException {
    long started = System.nanoTime();
    Knock.pause(source, longest);
    return Duration.ofNanos(System.nanoTime() - started);
  }

  @Test
  void aServerThatListensIsGivenTheWholePause() throws Exception {
    try (ServerSocket hung = listen(0)) {
      Duration whole = Duration.ofSeconds(1);
      assertThat(pause(at(hung.getLocalPort()), whole)).isGreaterThanOrEqualTo(whole);
    }
  }

  @Test
  void aServerThatReturnsEndsThePause() throws Exception {
    int port;
    try (ServerSocket gone = listen(0)) {
      port = gone.getLocalPort();
    }
    Thread returning =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.sleep(Duration.ofMillis(300));
                try (ServerSocket back = listen(port)) {
                  back.accept().close();
                }
              } catch (IOException | InterruptedException failed) {
                throw new AssertionError(failed);
              }
            });
    assertThat(pause(at(port), Duration.ofSeconds(20))).isLessThan(Duration.ofSeconds(5));
    assertThat(returning.join(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void aServerThatStaysAwayIsTriedAgainAfterThePause() throws Exception {
    int port;
    try (ServerSocket gone = listen(0)) {
      port = gone.getLocalPort();
    }
    assertThat(pause(at(port), Duration.ofMillis(700))).isGreaterThan(Duration.ofMillis(600));
  }
}
