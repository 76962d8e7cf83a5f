package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders with a jar or a binary in the place of a project. */
class ReadyMadeProjectsTest {
  @TempDir Path folder;
  @TempDir Path work;

  @Test
  void aRunnableJarIsTheServer() throws IOException {
    TinyServers.jar(folder);
    Program program = new JarProject().install(folder, order());
    assertThat(program.command("java", "/app"))
        .startsWith("java")
        .endsWith("-jar", "/app/tiny.jar");
    assertThat(work.resolve("app/tiny.jar")).exists();
  }

  @Test
  void ofTwoRunnableJarsNoneIsChosen() throws IOException {
    TinyServers.jar(folder);
    Files.copy(folder.resolve("tiny.jar"), folder.resolve("other.jar"));
    assertThatThrownBy(() -> new JarProject().install(folder, order()))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("several runnable jars");
  }

  @Test
  void whatOnlyLooksLikeAJarIsNamed() throws IOException {
    Files.writeString(folder.resolve("broken.jar"), "no zip");
    assertThatThrownBy(() -> JarProject.runnable(folder))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("broken.jar is no jar");
  }

  @Test
  void aStaticExecutableIsTheServer() throws IOException {
    binary("tiny", host());
    Program program = binaries(host()).install(folder, order());
    assertThat(program.command("", "/app")).containsExactly("/app/tiny");
  }

  @Test
  void aDynamicallyLinkedExecutableIsRefused() throws IOException {
    Files.copy(Path.of("/bin/true").toRealPath(), folder.resolve("true"));
    assertThat(folder.resolve("true").toFile().setExecutable(true)).isTrue();
    assertThatThrownBy(() -> binaries(host()).install(folder, order()))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("dynamically linked")
        .hasMessageContaining("CGO_ENABLED=0");
  }

  @Test
  void anExecutableForAnotherProcessorIsRefused() throws IOException {
    binary("tiny", host().equals("amd64") ? "arm64" : "amd64");
    assertThatThrownBy(() -> binaries(host()).install(folder, order()))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("is not for " + host());
  }

  @Test
  void textsAndShellScriptsAreNoExecutables() throws IOException {
    Path script = Files.writeString(folder.resolve("run.sh"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    assertThat(BinaryProject.executables(folder)).isEmpty();
  }

  /** The program of the health check is the smallest static executable at hand. */
  private void binary(String name, String architecture) throws IOException {
    Path file = Files.write(folder.resolve(name), Health.program(Target.container(architecture)));
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static String host() {
    return Target.host().architecture();
  }

  private static BinaryProject binaries(String architecture) {
    return new BinaryProject(Target.container(architecture));
  }

  private Fetcher.Order order() throws IOException {
    Path app = Files.createDirectories(work.resolve("app"));
    Path lock = Files.createDirectories(work.resolve("lock"));
    return new Fetcher.Order("mine", "abc123", app, lock, _ -> {});
  }
}
