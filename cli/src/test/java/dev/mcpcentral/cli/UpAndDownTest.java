package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole hub in a process of its own. */
@Timeout(120)
class UpAndDownTest {
  @TempDir Path directory;
  private Shell shell;

  @BeforeEach
  void open() {
    shell =
        new Shell(directory)
            .with("DOCKER_HOST", "unix://" + directory.resolve("none.sock"))
            .with("PATH", "/usr/bin:/bin");
  }

  @AfterEach
  void leaveNothing() {
    shell.run("down");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void configure(String more) throws IOException {
    Files.writeString(
        directory.resolve("mcp-central.yaml"),
        "auth: {anonymous: loopback}\nlisten: {mcp: 127.0.0.1:%d, a2a: 127.0.0.1:%d, bridge: 127.0.0.1:%d, admin: 127.0.0.1:%d}\n%s"
            .formatted(freePort(), freePort(), freePort(), freePort(), more));
  }

  @Test
  void aDetachedHubAnswersUntilItIsToldToStop() throws IOException {
    configure("");

    Shell.Finished up = shell.run("up", "--detach");
    assertThat(up.exit()).as("%s", up).isZero();
    assertThat(up.out()).contains("runs in the background", "/mcp", "Next:");
    assertThat(shell.run("status").out()).contains("No servers yet");
    assertThat(shell.run("call", "central__status").exit()).isZero();
    assertThat(shell.run("doctor").out()).contains("the running hub has them");

    Shell.Finished down = shell.run("down");
    assertThat(down.exit()).as("%s", down).isZero();
    assertThat(shell.run("status").exit()).isEqualTo(ExitCode.NOT_RUNNING);
    assertThat(shell.run("audit", "verify").out()).contains("intact");
    assertThat(shell.home().resolve("hub.json")).doesNotExist();
    assertThat(shell.home().resolve("hub.log"))
        .content()
        .contains("is up")
        .endsWith("MCP Central has stopped\n");
  }

  @Test
  void aHubThatCannotStartSaysWhy() throws IOException {
    configure("servers:\n  x:\n    sorce: npm:x\n");

    Shell.Finished up = shell.run("up", "--detach");

    assertThat(up.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(up.err()).contains("mcp-central.yaml:5", "sorce").doesNotContain("\tat ");
  }
}
