package dev.mcpcentral.hub.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A view of engines that hang, lie and flood, and its own bounds. */
@Timeout(60)
final class EngineViewTest {
  @TempDir Path folder;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private volatile String answer = "";
  private EngineView view;

  @BeforeEach
  void open() throws IOException {
    Path engine = folder.resolve("engine.sock");
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(engine));
    opened.add(listener);
    Thread.ofVirtual().start(() -> serve(listener));
    view = view(engine);
  }

  @AfterEach
  void close() throws Exception {
    view.close();
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @Test
  void anEngineThatIsNotThereIsTold() throws Exception {
    try (EngineView none = view(folder.resolve("none.sock"))) {
      assertThat(ask(none, "GET /info HTTP/1.1\r\n\r\n"))
          .startsWith("HTTP/1.1 502 ")
          .contains("the engine does not answer");
    }
  }

  @Test
  void anEngineThatSaysNothingHoldsUpNobodyElse() throws Exception {
    SocketChannel waiting = connect(view);
    send(waiting, "GET /info HTTP/1.1\r\n\r\n");
    assertThat(ask(view, "GET /_ping HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK")
        .endsWith("OK");
    assertThat(all(waiting)).startsWith("HTTP/1.1 502 ").contains("nothing came within 15000 ms");
  }

  @Test
  void anAnswerThatIsNoJsonIsNotPassedOn() throws Exception {
    answer = "HTTP/1.0 200 OK\r\n\r\nsecret text";
    assertThat(ask(view, "GET /info HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 502 ")
        .doesNotContain("secret");
  }

  @Test
  void theEnginesReasonIsPassedOn() throws Exception {
    answer =
        "HTTP/1.0 404 Not Found\r\n\r\n{\"message\":\"no such container: x\",\"other\":\"secret\"}";
    assertThat(ask(view, "GET /containers/x/json HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 404 ")
        .endsWith("{\"message\":\"no such container: x\"}");
  }

  @Test
  void aHeadRequestHasNoBody() throws Exception {
    assertThat(ask(view, "HEAD /_ping HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK")
        .contains("Api-Version: 1.41")
        .endsWith("\r\n\r\n");
  }

  @Test
  void whatIsMalformedIsAnswered() throws Exception {
    assertThat(ask(view, "GET /info HTTP/1.1\r\n folded\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(ask(view, "GET /info HTTP/1.1\r\nA: " + "a".repeat(20_000)))
        .startsWith("HTTP/1.1 400 ");
    assertThat(log).allMatch(line -> line.startsWith("a malformed request: 400"));
  }

  @Test
  void whoIsRefusedWhileStillSendingHearsWhy() throws Exception {
    SocketChannel sending = connect(view);
    send(sending, "POST /networks/create HTTP/1.1\r\nContent-Length: 70000\r\n\r\n");
    while (log.isEmpty()) {
      Thread.sleep(1);
    }
    send(sending, "x".repeat(70_000));
    sending.shutdownOutput();
    assertThat(all(sending)).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void connectionsAreBounded() throws Exception {
    List<SocketChannel> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(connect(view));
      send(waiting.getLast(), "GET /in");
    }
    assertThat(all(connect(view))).isEmpty();
    assertThat(log).containsExactly("refused: more than 8 connections at once");
    // Each is hung up on when it has not asked anything for 10 s.
    assertThat(all(waiting.getFirst())).isEmpty();
    assertThat(ask(view, "GET /_ping HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void theSocketIsForTheContainerOnly() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(view.socket())))
        .isEqualTo("rw-rw-rw-");
    view.close();
    assertThat(view.socket()).doesNotExist();
  }

  private EngineView view(Path engine) throws IOException {
    return new EngineView(
        folder.resolve(engine.getFileName() + ".view"),
        new EngineReader(DockerAddress.parse("unix://" + engine), "/v1.41"),
        log::add);
  }

  /** Takes every connection; answers at once, or never when there is no answer. */
  private void serve(ServerSocketChannel listener) {
    try {
      while (true) {
        SocketChannel channel = listener.accept();
        opened.add(channel);
        channel.read(ByteBuffer.allocate(4096));
        if (!answer.isEmpty()) {
          send(channel, answer);
          channel.close();
        }
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private String ask(EngineView asked, String request) throws IOException {
    SocketChannel channel = connect(asked);
    send(channel, request);
    return all(channel);
  }

  private SocketChannel connect(EngineView asked) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(asked.socket()));
    opened.add(channel);
    return channel;
  }

  private static void send(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static String all(SocketChannel channel) throws IOException {
    InputStream in = Channels.newInputStream(channel);
    return new String(in.readAllBytes(), UTF_8);
  }
}
