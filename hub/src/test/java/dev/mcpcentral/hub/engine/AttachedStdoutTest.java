package dev.mcpcentral.hub.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine's stream format, good and bad, over a real socket. */
@Timeout(30)
final class AttachedStdoutTest {
  @TempDir Path folder;
  private final List<String> log = new ArrayList<>();

  @Test
  void framesOfAnySizeTornAnywhereGiveTheSameBytes() throws IOException {
    long seed = 20261122;
    Random random = new Random(seed);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 20 : 200_000)];
      random.nextBytes(bytes);
      if (random.nextInt(4) == 0) {
        sent.writeBytes(frame(2, ("log " + i + "\n").getBytes(UTF_8)));
      } else {
        expected.writeBytes(bytes);
        sent.writeBytes(frame(1, bytes));
      }
    }
    byte[] got = read(sent.toByteArray(), random);
    assertThat(got).as("seed %d", seed).isEqualTo(expected.toByteArray());
    assertThat(log).isNotEmpty().allMatch(line -> line.matches("log \\d+"));
  }

  @Test
  void aFrameThatClaimsTooMuchIsRefused() {
    byte[] claims = {1, 0, 0, 0, 0x7f, 0, 0, 0};
    assertThatThrownBy(() -> read(claims, new Random(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be right");
  }

  @Test
  void aFrameOfAnUnknownStreamIsRefused() {
    assertThatThrownBy(() -> read(frame(7, new byte[3]), new Random(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unknown stream 7");
  }

  @Test
  void whatIsNoFrameIsRefused() {
    assertThatThrownBy(() -> read("plain text of a TTY".getBytes(UTF_8), new Random(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be right");
  }

  @Test
  void anEndWithinAFrameIsAnErrorAndBetweenFramesIsNot() throws IOException {
    byte[] whole = frame(1, new byte[100]);
    assertThat(read(whole, new Random(1))).hasSize(100);
    byte[] torn = java.util.Arrays.copyOf(whole, 50);
    assertThatThrownBy(() -> read(torn, new Random(1))).isInstanceOf(EOFException.class);
  }

  private static byte[] frame(int stream, byte[] bytes) {
    return ByteBuffer.allocate(8 + bytes.length)
        .put((byte) stream)
        .put(new byte[3])
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  /** Sends these bytes in chunks of random sizes and reads them as standard output. */
  private byte[] read(byte[] sent, Random random) throws IOException {
    Path socket = folder.resolve("s" + System.nanoTime());
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofVirtual().start(() -> send(server, sent, new Random(random.nextLong())));
      DockerConnection connection =
          DockerConnection.open(DockerAddress.parse("unix://" + socket), Duration.ofSeconds(5));
      try (AttachedStdout stdout = new AttachedStdout(connection, new LineSplitter(log::add))) {
        return stdout.readAllBytes();
      }
    }
  }

  private static void send(ServerSocketChannel server, byte[] bytes, Random random) {
    try (SocketChannel channel = server.accept()) {
      for (int at = 0; at < bytes.length; ) {
        int count = Math.min(bytes.length - at, 1 + random.nextInt(100_000));
        ByteBuffer chunk = ByteBuffer.wrap(bytes, at, count);
        while (chunk.hasRemaining()) {
          channel.write(chunk);
        }
        at += count;
      }
    } catch (IOException _) {
      // The reader has refused the rest.
    }
  }
}
