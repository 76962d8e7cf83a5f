package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full, and a machine that really has no apt. */
@Tag("docker")
class FaultyMachineDockerTest {
  private static final String DOCKER =
      Objects.requireNonNullElse(System.getenv("DOCKER_HOST"), "unix:///var/run/docker.sock");

  @TempDir Path home;
  @TempDir Path project;

  @Test
  void aFullDiskIsNamedAndNothingHalfMadeStays() throws IOException {
    Path packages = Files.createDirectories(home.resolve("packages"));
    String printed = apart("mount -t tmpfs -o size=5m tmpfs " + packages, "full", home.toString());
    assertThat(line(printed, "first: "))
        .startsWith("The disk is full: there was no room to finish in " + packages)
        .contains("MCP_CENTRAL_HOME")
        .doesNotContain(".making-");
    assertThat(line(printed, "left: ")).isEqualTo("[]");
    assertThat(line(printed, "second: ")).isEqualTo("prepared 2026.8.31");
  }

  @Test
  void aMissingBaseIsNamedWithBothReasons() throws IOException {
    Files.writeString(project.resolve("requirements.txt"), "");
    Files.writeString(project.resolve("server.py"), "print('hello')\n");
    String printed =
        apart(
            "mount --bind /dev/null /usr/bin/apt-get && mount --bind /dev/null /usr/bin/apt-cache",
            "baseless",
            home.toString(),
            project.toString(),
            DOCKER);
    assertThat(line(printed, "first: "))
        .startsWith("The base image for python can neither be pulled (localhost:1/no-mirror/")
        .contains("'apt-get' is not on this machine")
        .contains("images.mirror");
    assertThat(made(home.resolve("packages"))).isEmpty();
  }

  /** Everything below the folder that was fetched or made. */
  private static List<Path> made(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(FaultyMachine::isMade).toList();
    }
  }

  private static String line(String printed, String start) {
    return printed
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line '" + start + "' in:\n" + printed));
  }

  /** Runs {@link FaultyMachine} where {@code mounts} holds for it alone. */
  private static String apart(String mounts, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("unshare", "--map-root-user", "--mount", "sh"));
    command.addAll(List.of("-c", mounts + " && exec \"$@\"", "sh"));
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FaultyMachine.class.getName());
    command.addAll(List.of(arguments));
    return Docker.run(command);
  }
}
