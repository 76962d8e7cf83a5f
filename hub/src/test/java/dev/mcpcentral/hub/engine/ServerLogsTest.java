package dev.mcpcentral.hub.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bounds and harmlessness of servers' logs. */
final class ServerLogsTest {
  private static final ServerName SERVER = new ServerName("probe");

  @TempDir Path home;
  private Instant now = Instant.parse("2026-11-22T10:00:00.123456Z");
  private ServerLogs logs;

  @BeforeEach
  void open() {
    logs = new ServerLogs(home.resolve("logs"), () -> now);
  }

  @AfterEach
  void close() {
    logs.close();
  }

  @Test
  void linesComeBackWithTheirTime() {
    logs.append(SERVER, "one");
    logs.append(SERVER, "two");
    assertThat(logs.tail(SERVER, 5))
        .containsExactly("2026-11-22T10:00:00.123Z one", "2026-11-22T10:00:00.123Z two");
    assertThat(logs.tail(SERVER, 1)).containsExactly("2026-11-22T10:00:00.123Z two");
    assertThat(logs.tail(new ServerName("silent"), 5)).isEmpty();
  }

  @Test
  void charactersThatDriveATerminalAreWrittenAsEscapes() {
    logs.append(SERVER, "\u001b[2Jred\rfake\u2028line \u202egpj.exe \tünï😀");
    assertThat(logs.tail(SERVER, 1))
        .containsExactly(
            "2026-11-22T10:00:00.123Z \\u001b[2Jred\\u000dfake\\u2028line \\u202egpj.exe \tünï😀");
  }

  @Test
  void aLongLineIsCut() {
    logs.append(SERVER, "x".repeat(100_000));
    assertThat(logs.tail(SERVER, 1).getFirst()).endsWith("x").hasSize(8192 + 25);
  }

  @Test
  void twoFilesOfOneMebibyteAreKept() throws Exception {
    String line = "y".repeat(8000);
    for (int i = 0; i < 1000; i++) {
      now = now.plusSeconds(1);
      logs.append(SERVER, i + line);
    }
    Path folder = home.resolve("logs");
    assertThat(Files.size(folder.resolve("probe.log"))).isLessThanOrEqualTo(1 << 20);
    assertThat(Files.size(folder.resolve("probe.log.1"))).isBetween(1L << 19, 1L << 20);
    assertThat(logs.tail(SERVER, 1).getFirst()).contains(" 999y");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aFloodIsCutAndCounted() {
    for (int i = 0; i < 100_000; i++) {
      logs.append(SERVER, "flood");
    }
    now = now.plusSeconds(10);
    logs.append(SERVER, "later");
    List<String> last = logs.tail(SERVER, 2);
    assertThat(last.getFirst()).matches(".*Z \\(8\\d{4} lines were dropped here: .*\\)");
    assertThat(last.getLast()).endsWith(" later");
  }

  @Test
  void aFollowerSeesWhatWasAndWhatComes() throws Exception {
    logs.append(SERVER, "before");
    try (LogFollower follower = logs.follow(SERVER, 10)) {
      logs.append(SERVER, "after");
      assertThat(follower.next(Duration.ofSeconds(1)))
          .hasValueSatisfying(l -> assertThat(l).endsWith("before"));
      assertThat(follower.next(Duration.ofSeconds(1)))
          .hasValueSatisfying(l -> assertThat(l).endsWith("after"));
      assertThat(follower.next(Duration.ofMillis(10))).isEmpty();
    }
  }

  @Test
  void aFollowerThatDoesNotReadCostsABoundedAmount() throws Exception {
    try (LogFollower follower = logs.follow(SERVER, 0)) {
      for (int i = 0; i < 3 * LogFollower.MAX_LINES; i++) {
        now = now.plusSeconds(1);
        logs.append(SERVER, "line " + i);
      }
      assertThat(follower.next(Duration.ZERO))
          .hasValueSatisfying(l -> assertThat(l).endsWith("line " + 2 * LogFollower.MAX_LINES));
    }
  }

  @Test
  void linesAreFoundWhereverTheStreamIsTorn() {
    byte[] bytes = "first\r\nzweite Zeile mit ü\n\nlast".getBytes(UTF_8);
    for (int tear = 0; tear <= bytes.length; tear++) {
      List<String> lines = new ArrayList<>();
      LineSplitter splitter = new LineSplitter(lines::add);
      splitter.accept(bytes, tear);
      byte[] rest = java.util.Arrays.copyOfRange(bytes, tear, bytes.length);
      splitter.accept(rest, rest.length);
      splitter.end();
      assertThat(lines).containsExactly("first", "zweite Zeile mit ü", "", "last");
    }
  }

  @Test
  void aLineWithoutEndCostsABoundedAmount() {
    List<String> lines = new ArrayList<>();
    LineSplitter splitter = new LineSplitter(lines::add);
    byte[] chunk = "z".repeat(32 << 10).getBytes(UTF_8);
    for (int i = 0; i < 100; i++) {
      splitter.accept(chunk, chunk.length);
    }
    splitter.accept(new byte[] {'\n'}, 1);
    assertThat(lines).singleElement().asString().hasSize(LineSplitter.MAX_LINE_BYTES);
  }
}
