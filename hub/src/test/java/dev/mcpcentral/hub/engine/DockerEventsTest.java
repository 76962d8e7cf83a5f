package dev.mcpcentral.hub.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.engine.ContainerEvents.Event;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Event streams that an engine should not send, and one that it does. */
@Timeout(30)
final class DockerEventsTest {
  private static final String OK = "HTTP/1.0 200 OK\r\n\r\n";

  @TempDir Path folder;
  private ServerSocketChannel engine;
  private DockerApi api;

  @BeforeEach
  void listen() throws IOException {
    Path socket = folder.resolve("engine.sock");
    engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    engine.bind(UnixDomainSocketAddress.of(socket));
    api = new DockerApi(new DockerAddress.Unix(socket), "1.41", Duration.ofSeconds(1));
  }

  @AfterEach
  void close() throws IOException {
    engine.close();
    api.close();
  }

  private DockerEvents answered(String answer) throws IOException {
    Thread.ofVirtual().start(() -> answer(answer));
    return DockerEvents.open(api);
  }

  private void answer(String answer) {
    try (SocketChannel client = engine.accept()) {
      client.read(ByteBuffer.allocate(4096));
      ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        client.write(bytes);
      }
    } catch (IOException closed) {
      // The reader had enough.
    }
  }

  @Test
  void eventsAreReadLineByLine() throws IOException {
    String health =
        """
        {"Type":"container","Action":"health_status: unhealthy","Actor":{"ID":"c1","Attributes":{"mcp.server":"x"}}}
        """;
    String gone =
        """
        {"Type":"volume","Action":"destroy","Actor":{"ID":"v1","Attributes":{}}}
        """;
    try (DockerEvents events = answered(OK + health + "\n" + gone)) {
      assertThat(events.next()).isEqualTo(new Event("container", "health_status", "c1", true));
      assertThat(events.next()).isEqualTo(new Event("volume", "destroy", "v1", false));
      assertThat(events.next()).isNull();
    }
  }

  @Test
  void whatIsNoEventHarmsNobody() throws IOException {
    try (DockerEvents events = answered(OK + "{}\n[]\n{\"Actor\":7}\n")) {
      Event nothing = new Event("", "", "", false);
      assertThat(events.next()).isEqualTo(nothing);
      assertThat(events.next()).isEqualTo(nothing);
      assertThat(events.next()).isEqualTo(nothing);
    }
    try (DockerEvents events = answered(OK + "rubbish\n")) {
      assertThatThrownBy(events::next).hasMessageContaining("not JSON");
    }
  }

  @Test
  void lineWithoutEndIsGivenUp() throws IOException {
    try (DockerEvents events = answered(OK + "x".repeat(2 << 20))) {
      assertThatThrownBy(events::next).hasMessageContaining("more than");
    }
  }

  @Test
  void refusalIsTold() {
    assertThatThrownBy(() -> answered("HTTP/1.0 503 Busy\r\n\r\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("503");
  }
}
