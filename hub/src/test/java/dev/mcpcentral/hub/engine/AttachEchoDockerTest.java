package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import dev.mcpcentral.hub.engine.Instance.Wire;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What our stream costs against a bare echo over the same attach call, taken in turns in one run.
 */
@Tag("docker")
@Timeout(120)
final class AttachEchoDockerTest {
  private static final int LINE_BYTES = 560;
  private static final int ROUNDS = 60;
  private static final int TRIPS = 100;
  private static final int WARM_UP_ROUNDS = 10;

  @TempDir Path home;

  @Test
  void anEchoCostsHardlyMoreThanABareOne() throws Exception {
    try (DockerFixture docker = new DockerFixture(home);
        Instance ours = docker.start(TestSpec.shell("exec cat"));
        Bare bare = Bare.start(docker)) {
      long[] oursNanos = new long[ROUNDS * TRIPS];
      long[] bareNanos = new long[ROUNDS * TRIPS];
      byte[] line = line();
      for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
        int at = Math.max(0, round) * TRIPS;
        for (int trip = 0; trip < TRIPS; trip++) {
          oursNanos[at + trip] = ours(DockerFixture.stdio(ours), line);
        }
        for (int trip = 0; trip < TRIPS; trip++) {
          bareNanos[at + trip] = bare.trip(line);
        }
      }
      report("ours", oursNanos);
      report("bare", bareNanos);
      assertThat(percentile(oursNanos, 50)).isLessThan(percentile(bareNanos, 50) * 3 / 2);
    }
  }

  private static long ours(Wire.Stdio wire, byte[] line) throws IOException {
    long begin = System.nanoTime();
    wire.stdin().write(line);
    new DataInputStream(wire.stdout()).readFully(new byte[line.length]);
    return System.nanoTime() - begin;
  }

  /** The least that a client can do: raw bytes out, raw frames in, nothing looked at. */
  private record Bare(SocketChannel channel, ByteBuffer in) implements AutoCloseable {
    static Bare start(DockerFixture docker) throws IOException {
      String id = docker.api.call("create an echo", client -> create(docker, client));
      DockerAddress address = docker.api.address();
      SocketChannel channel = address.open();
      address.connect(channel);
      String request =
          "POST %s/containers/%s/attach?stream=1&stdin=1&stdout=1 HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"
              .formatted(docker.api.pathPrefix(), id);
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      channel.read(ByteBuffer.allocate(4096));
      docker.api.run("start an echo", client -> client.startContainerCmd(id).exec());
      return new Bare(channel, ByteBuffer.allocateDirect(64 << 10));
    }

    private static String create(DockerFixture docker, DockerClient client) {
      return client
          .createContainerCmd(((Workload.Image) docker.busybox()).id())
          .withLabels(Map.of(Labels.INSTALLATION, docker.installation))
          .withEntrypoint("/bin/cat")
          .withStdinOpen(true)
          .withStdInOnce(true)
          .withHostConfig(
              new HostConfig()
                  .withNetworkMode("none")
                  .withInit(true)
                  .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE)))
          .exec()
          .getId();
    }

    long trip(byte[] line) throws IOException {
      long begin = System.nanoTime();
      channel.write(ByteBuffer.wrap(line));
      for (int got = 0; got < 8 + line.length; ) {
        in.clear();
        got += channel.read(in);
      }
      return System.nanoTime() - begin;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static byte[] line() {
    byte[] line = new byte[LINE_BYTES];
    Arrays.fill(line, (byte) 'x');
    line[LINE_BYTES - 1] = '\n';
    return line;
  }

  private static void report(String name, long[] nanos) {
    System.out.printf(
        Locale.ROOT,
        "attach echo, %s: p50 %d µs, p99 %d µs, %d trips%n",
        name,
        percentile(nanos, 50) / 1000,
        percentile(nanos, 99) / 1000,
        nanos.length);
  }

  private static long percentile(long[] nanos, int percent) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }
}
