package dev.mcpcentral.hub.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppedServersTest {
  private static final ServerName FILES = new ServerName("files");
  private static final ServerName MEMORY = new ServerName("memory");

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void choose() {
    file = directory.resolve("stopped");
  }

  @Test
  void stoppedServersStayStoppedAfterARestart() {
    StoppedServers stopped = new StoppedServers(file);
    stopped.add(MEMORY);
    stopped.add(FILES);
    stopped.remove(MEMORY);
    StoppedServers reopened = new StoppedServers(file);
    assertThat(reopened.contains(FILES)).isTrue();
    assertThat(reopened.contains(MEMORY)).isFalse();
  }

  @Test
  void nothingIsWrittenWithoutAChange() {
    StoppedServers stopped = new StoppedServers(file);
    stopped.remove(FILES);
    assertThat(Files.exists(file)).isFalse();
    assertThat(stopped.contains(FILES)).isFalse();
  }
}
