package dev.mcpcentral.hub.engine;

import static dev.mcpcentral.hub.engine.DockerFixture.eventually;
import static dev.mcpcentral.hub.engine.DockerFixture.exit;
import static dev.mcpcentral.hub.engine.DockerFixture.reader;
import static dev.mcpcentral.hub.engine.DockerFixture.stdio;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.spec.DeclaredLimits;
import dev.mcpcentral.hub.spec.Mount;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of a stdio server in a container. */
@Tag("docker")
@Timeout(60)
class DockerEngineDockerTest {
  @TempDir Path home;
  @TempDir Path other;
  DockerFixture docker;

  @BeforeEach
  void open() throws Exception {
    docker = new DockerFixture(home);
    between(docker);
  }

  @AfterEach
  void close() throws Exception {
    docker.close();
  }

  /** What stands between these tests and the engine. */
  void between(DockerFixture engine) throws Exception {}

  @Test
  void whatIsWrittenComesBack() throws Exception {
    try (Instance instance = docker.start(TestSpec.shell("exec cat"))) {
      stdio(instance).stdin().write("{\"id\":1}\n".getBytes(UTF_8));
      assertThat(reader(instance).readLine()).isEqualTo("{\"id\":1}");
    }
    assertThat(docker.containers()).isEmpty();
  }

  @Test
  void theFirstLineIsNotLost() throws Exception {
    assertThat(docker.output(TestSpec.shell("echo at once"))).containsExactly("at once");
  }

  @Test
  void aLineOfEightMebibytesComesBackWhole() throws Exception {
    byte[] line = new byte[8 << 20];
    for (int i = 0; i < line.length; i++) {
      line[i] = (byte) ('a' + i % 26);
    }
    try (Instance instance = docker.start(TestSpec.shell("exec cat"))) {
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  stdio(instance).stdin().write(line);
                } catch (java.io.IOException e) {
                  throw new AssertionError(e);
                }
              });
      byte[] back = new byte[line.length];
      new DataInputStream(stdio(instance).stdout()).readFully(back);
      writer.join();
      assertThat(Arrays.equals(back, line)).isTrue();
    }
  }

  @Test
  void aThousandMessagesInterleavedWithStandardErrorComeBackInOrder() throws Exception {
    String script = "while read l; do echo \"$l\"; echo \"log $l\" >&2; done";
    try (Instance instance = docker.start(TestSpec.shell(script))) {
      Thread.ofVirtual()
          .start(() -> {
            for (int i = 0; i < 1000; i++) {
              try {
                stdio(instance).stdin().write((i + "\n").getBytes(UTF_8));
              } catch (java.io.IOException e) {
                throw new AssertionError(e);
              }
            }
          });
      BufferedReader lines = reader(instance);
      for (int i = 0; i < 1000; i++) {
        assertThat(lines.readLine()).isEqualTo("" + i);
      }
      stdio(instance).stdin().close();
      assertThat(lines.readLine()).isNull();
    }
    eventually("a line of log for each", () -> log().size() == 1000);
    assertThat(log().getLast()).endsWith(" log 999");
  }

  private List<String> log() {
    return docker.seen().tail(TestSpec.shell("").build().name(), 2000);
  }

  @Test
  void aFloodOnStandardErrorNeverBlocksStandardOutput() throws Exception {
    String script =
        "yes 'a flood of text that nobody can read' >&2 & while read l; do echo \"$l\"; done";
    try (Instance instance = docker.start(TestSpec.shell(script))) {
      BufferedReader lines = reader(instance);
      for (int i = 0; i < 50; i++) {
        stdio(instance).stdin().write((i + "\n").getBytes(UTF_8));
        assertThat(lines.readLine()).isEqualTo("" + i);
        Thread.sleep(20);
      }
    }
    long size = 0;
    for (String file : List.of("probe.log", "probe.log.1")) {
      Path path = home.resolve("logs").resolve(file);
      size += java.nio.file.Files.exists(path) ? java.nio.file.Files.size(path) : 0;
    }
    assertThat(size).isBetween(100L << 10, 2 * ServerLog.MAX_FILE_BYTES);
  }

  @Test
  void theExitCodeIsSeenAndTheContainerRemoved() throws Exception {
    Instance instance = docker.start(TestSpec.shell("exit 3"));
    assertThat(exit(instance)).isEqualTo(new Instance.Exit(3, "ended with exit code 3"));
    assertThat(stdio(instance).stdout().read()).isEqualTo(-1);
    eventually("removal", () -> docker.containers().isEmpty());
    instance.stop(Duration.ofSeconds(1));
  }

  @Test
  void runningOutOfMemoryIsNamed() throws Exception {
    TestSpec spec =
        TestSpec.shell("x=$(dd if=/dev/zero bs=1M count=500 | tr '\\0' a); echo \"$x\"");
    spec.limits = DeclaredLimits.of(64L << 20, 1.0, 32);
    Instance instance = docker.start(spec);
    assertThat(exit(instance).detail())
        .isEqualTo("killed, out of memory: its limit is 64 MiB (limits.memory)");
  }

  @Test
  void stopEndsAServerThatReadsItsInputWithinAMoment() throws Exception {
    Instance instance = docker.start(TestSpec.shell("exec cat"));
    long begin = System.nanoTime();
    instance.stop(Duration.ofSeconds(20));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    assertThat(exit(instance).code()).isZero();
    assertThat(docker.containers()).isEmpty();
  }

  @Test
  void stopTerminatesAServerThatIgnoresTheEndOfItsInput() throws Exception {
    Instance instance =
        docker.start(TestSpec.shell("trap 'exit 7' TERM; echo up; while true; do sleep 0.1; done"));
    assertThat(reader(instance).readLine()).isEqualTo("up");
    instance.stop(Duration.ofSeconds(20));
    assertThat(exit(instance).code()).isEqualTo(7);
    instance.stop(Duration.ofSeconds(20));
  }

  @Test
  void stopKillsAServerThatIgnoresEverything() throws Exception {
    Instance instance =
        docker.start(TestSpec.shell("trap '' TERM; echo up; while true; do sleep 0.1; done"));
    assertThat(reader(instance).readLine()).isEqualTo("up");
    instance.stop(Duration.ofSeconds(1));
    assertThat(exit(instance).code()).isEqualTo(137);
    assertThat(docker.containers()).isEmpty();
  }

  @Test
  void aMissingProgramIsNamedInTheLog() throws Exception {
    Launch broken =
        new Launch(new TestSpec().build(), docker.busybox(), List.of("/no/such/program"), Map.of());
    Instance instance = docker.used().start(broken);
    assertThat(stdio(instance).stdout().read()).isEqualTo(-1);
    assertThat(exit(instance).code()).isEqualTo(127);
    eventually(
        "its name in the log",
        () -> log().stream().anyMatch(line -> line.contains("/no/such/program")));
  }

  @Test
  void aStartThatFailsLeavesNothing() {
    TestSpec spec = new TestSpec();
    spec.mounts.add(new Mount(other, "/bin/busybox/below", true));
    assertThatThrownBy(() -> docker.start(spec))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("could not start server 'probe'")
        .hasMessageContaining("/bin/busybox/below");
    assertThat(docker.containers()).isEmpty();
  }

  @Test
  void aMissingImageIsNamed() {
    Workload missing = new Workload.Image("sha256:" + "0".repeat(64));
    assertThatThrownBy(() -> docker.used().start(new TestSpec().launch(missing)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("No such image");
  }

  @Test
  void valuesOfTheEnvironmentAreNotInMessages() {
    TestSpec spec = new TestSpec();
    spec.env.put("TOKEN", "very-secret-value");
    spec.mounts.add(new Mount(other, "/bin/busybox/very-secret-value", true));
    assertThatThrownBy(() -> docker.start(spec))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("/bin/busybox/***")
        .hasMessageNotContaining("very-secret-value")
        .hasNoCause();
  }
}
