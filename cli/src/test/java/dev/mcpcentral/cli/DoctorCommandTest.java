package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir Path directory;
  private Shell shell;

  @BeforeEach
  void open() {
    shell =
        new Shell(directory)
            .with("DOCKER_HOST", "unix://" + directory.resolve("none.sock"))
            .with("PATH", "/usr/bin:/bin");
  }

  private void configure(String text) throws IOException {
    Files.writeString(directory.resolve("mcp-central.yaml"), text);
  }

  @Test
  void eachLookIsOneLineWithItsLevel() {
    String out = shell.run("doctor").out();
    assertThat(out)
        .contains("ok    java", "ok    home", "does not exist yet", "ok    audit", "ok    tokens")
        .contains("warn  engine    no engine at unix://" + directory + "/none.sock");
    assertThat(shell.home()).doesNotExist();
  }

  @Test
  void anInvalidConfigurationFailsWithItsLine() throws IOException {
    configure("servers:\n  time:\n    sorce: pypi:mcp-server-time\n");

    Shell.Finished doctor = shell.run("doctor");

    assertThat(doctor.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(doctor.out()).containsPattern("fail  config    mcp-central.yaml:3: .*sorce.*source");
  }

  @Test
  void aTakenPortFailsWithWhatToDo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      configure("listen: {mcp: 127.0.0.1:" + taken.getLocalPort() + "}\n");
      assertThat(shell.run("doctor").out())
          .contains("fail  ports     mcp 127.0.0.1:" + taken.getLocalPort(), "ss -ltnp");
    }
  }

  @Test
  void secretsThatOthersCanReadFail() throws IOException {
    shell.run("token", "create", "laptop");
    Path tokens = shell.home().resolve("tokens.json");
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(shell.home(), PosixFilePermissions.fromString("rwxr-xr-x"));

    Shell.Finished doctor = shell.run("doctor");

    assertThat(doctor.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(doctor.out()).contains("warn  home", "fail  secrets", "chmod 600 " + tokens);
  }

  @Test
  void noWayInIsWarnedOf() throws IOException {
    configure("servers: {}\n");
    assertThat(shell.run("doctor").out()).contains("warn  tokens    no client can connect");
  }

  @Test
  void theRunningHubsPortsAreOurs() throws IOException {
    try (MemoryHub hub = new MemoryHub(directory)) {
      assertThat(hub.fleet.servers()).isNotEmpty();
      assertThat(shell.run("doctor").out())
          .contains("ok    ports     the running hub has them", "held by the running hub");
    }
  }

  @Test
  void findingsAreAvailableAsJson() throws IOException {
    configure("servers: [\n");
    Shell.Finished doctor = shell.run("doctor", "--json");
    assertThat(doctor.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(doctor.out())
        .startsWith("{\"ok\":false,\"findings\":[{\"subject\":\"java\",\"level\":\"ok\"")
        .contains("{\"subject\":\"config\",\"level\":\"fail\"");
  }
}
