package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With commands of systemd that note what they are asked: the machine of a test has none. */
class ServiceCommandTest {
  @TempDir Path directory;
  private Shell shell;
  private Path asked;
  private Path programs;

  @BeforeEach
  void open() throws IOException {
    asked = directory.resolve("asked");
    programs = Files.createDirectory(directory.resolve("programs"));
    program("id", "echo 1000");
    program("systemctl", systemctl("running", "0"));
    program("loginctl", "exit 1");
    shell =
        new Shell(directory)
            .with("PATH", programs + ":/usr/bin:/bin")
            .with("DOCKER_HOST", "unix:///nonexistent.sock")
            .with("MCP_CENTRAL_LAUNCHER", "/opt/mcp-central/bin/mcp-central");
  }

  private void program(String name, String script) throws IOException {
    Path file = programs.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Active is what the last restart left. */
  private String systemctl(String machine, String restart) {
    return """
    case "$*" in
      is-system-running) echo %s; exit 1 ;;
    esac
    echo "$*" >>%s
    case "$*" in
      *restart*) touch %s/active; exit %s ;;
      *disable*) rm -f %s/active ;;
      *is-active*) test -f %s/active && echo active || { echo inactive; exit 3; } ;;
    esac\
    """
        .formatted(machine, asked, directory, restart, directory, directory);
  }

  private Path unit() {
    return directory.resolve("user/.config/systemd/user/mcp-central.service");
  }

  private List<String> asked() throws IOException {
    return Files.exists(asked) ? Files.readAllLines(asked) : List.of();
  }

  @Test
  void installWritesTheUnitAndStartsIt() throws IOException {
    Shell.Finished finished = shell.run("service", "install");
    assertThat(finished.exit()).as("%s", finished).isZero();
    assertThat(Files.readString(unit()))
        .contains("\"/opt/mcp-central/bin/mcp-central\" \"up\" \"--config\"")
        .contains("MCP_CENTRAL_HOME=" + shell.home());
    assertThat(asked())
        .containsExactly(
            "--user daemon-reload",
            "--user enable mcp-central.service",
            "--user restart mcp-central.service");
    assertThat(finished.err()).contains("loginctl enable-linger");
  }

  @Test
  void installingTwiceStartsOnce() throws IOException {
    shell.run("service", "install");
    assertThat(shell.run("service", "install").exit()).isZero();
    assertThat(asked().stream().filter(line -> line.contains("restart"))).hasSize(1);
    assertThat(shell.run("service", "status").exit()).isZero();
  }

  @Test
  void uninstallLeavesNothing() throws IOException {
    shell.run("service", "install");
    assertThat(shell.run("service", "uninstall").exit()).isZero();
    assertThat(unit()).doesNotExist();
    assertThat(asked()).contains("--user disable --now mcp-central.service");
    assertThat(shell.run("service", "uninstall").exit()).isZero();
    assertThat(shell.run("service", "status").exit()).isEqualTo(ExitCode.NOT_RUNNING);
  }

  @Test
  void aServiceThatDoesNotStartIsNotKept() throws IOException {
    program("systemctl", systemctl("running", "1"));
    Shell.Finished finished = shell.run("service", "install");
    assertThat(finished.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(finished.err()).contains("restart mcp-central.service");
    assertThat(unit()).doesNotExist();
  }

  @Test
  void printShowsTheFileAndDoesNothing() throws IOException {
    program("systemctl", systemctl("offline", "0"));
    Shell.Finished finished = shell.run("service", "install", "--print");
    assertThat(finished.exit()).isZero();
    assertThat(finished.out()).contains("[Service]", "ExecStart=");
    assertThat(finished.err()).contains(unit().toString());
    assertThat(unit()).doesNotExist();
    assertThat(asked()).isEmpty();
  }

  @Test
  void withoutSystemdTheComposeFileIsNamed() throws IOException {
    program("systemctl", systemctl("offline", "0"));
    Shell.Finished finished = shell.run("service", "install");
    assertThat(finished.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(finished.err()).contains("mcp-central compose", "restart policy");
  }
}
