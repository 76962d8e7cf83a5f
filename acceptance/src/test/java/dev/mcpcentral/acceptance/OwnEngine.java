package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Docker engine of a test's own, which may be killed, frozen and filled up: in a network
 * namespace, so that it touches no network of this machine, with its images in memory.
 */
final class OwnEngine implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final String SIZE = "1400m";
  private static final byte[] BLOCK = new byte[1 << 20];

  private final Path folder;
  private final Path data;
  private final Path ballast;
  private final String namespace = "mcp-central-" + ProcessHandle.current().pid();
  private Optional<Process> process = Optional.empty();

  OwnEngine() throws IOException {
    folder = Files.createTempDirectory(Path.of("/tmp"), "engine");
    data = Files.createDirectory(folder.resolve("data"));
    ballast = data.resolve("ballast");
    run("ip", "netns", "add", namespace);
    run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "engine", data.toString());
  }

  /** Why this machine cannot have one; empty when it can. */
  static String missing() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return "an engine of the test's own needs root";
    }
    for (String program : List.of("dockerd", "ip", "nsenter", "mount")) {
      if (Product.run(
                  List.of("sh", "-c", "command -v " + program),
                  Path.of("/"),
                  Map.of(),
                  "",
                  Duration.ofSeconds(10))
              .exitCode()
          != 0) {
        return "the program " + program + " is not there";
      }
    }
    return "";
  }

  /** Its address, as in {@code DOCKER_HOST}. */
  String host() {
    return "unix://" + folder.resolve("s");
  }

  /** Starts it, and waits until it answers. */
  void start(String... options) throws IOException {
    var command =
        new ArrayList<>(
            List.of("nsenter", "--net=/run/netns/" + namespace, "dockerd", "--host", host()));
    command.addAll(List.of("--data-root", data.resolve("images").toString()));
    command.addAll(List.of("--exec-root", folder.resolve("x").toString()));
    command.addAll(List.of("--pidfile", folder.resolve("pid").toString()));
    command.addAll(List.of("--bridge=none", "--iptables=false", "--ip-forward=false"));
    command.addAll(List.of(options));
    // Where nobody waits for orphans, a killed engine's helper seems to be running still.
    Files.deleteIfExists(folder.resolve("x/containerd/containerd.pid"));
    Files.deleteIfExists(folder.resolve("pid"));
    var log = folder.resolve("log").toFile();
    process =
        Optional.of(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start());
    Await.until(START, this::log, () -> docker("version").exitCode() == 0);
  }

  /** {@code kill -9} of the engine alone; what keeps its containers stays. */
  void kill() throws InterruptedException {
    Process engine = process.orElseThrow();
    engine.destroyForcibly();
    engine.waitFor();
  }

  void freeze() {
    run("kill", "-STOP", String.valueOf(process.orElseThrow().pid()));
  }

  void thaw() {
    run("kill", "-CONT", String.valueOf(process.orElseThrow().pid()));
  }

  /** Leaves no byte free where it keeps its containers, not even what has become free since. */
  void fill() {
    try (OutputStream out =
        Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(BLOCK);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  void drain() throws IOException {
    Files.delete(ballast);
  }

  /** Ids of containers of that server, running or not. */
  List<String> containers(String server) {
    return docker("ps", "--all", "--quiet", "--no-trunc", "--filter", "label=mcp.server=" + server)
        .out()
        .lines()
        .toList();
  }

  Product.Finished docker(String... arguments) {
    var command = new ArrayList<>(List.of("docker", "--host", host()));
    command.addAll(List.of(arguments));
    return Product.run(command, Path.of("/"), Map.of(), "", Duration.ofMinutes(1));
  }

  private String log() {
    try {
      return "the engine answers; its log:\n" + Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.filter(Process::isAlive).ifPresent(this::end);
    // What a killed engine left: containerd and what holds the containers.
    ProcessHandle.allProcesses()
        .filter(one -> one.info().commandLine().orElse("").contains(folder.toString()))
        .forEach(ProcessHandle::destroyForcibly);
    mounts().reversed().forEach(mount -> run("umount", "--lazy", mount));
    run("ip", "netns", "delete", namespace);
    run("rm", "--recursive", "--force", "--one-file-system", folder.toString());
  }

  private void end(Process engine) {
    thaw();
    engine.destroy();
    Await.until(Duration.ofSeconds(30), this::log, () -> !engine.isAlive());
  }

  private List<String> mounts() {
    try (var lines = Files.lines(Path.of("/proc/self/mounts"))) {
      return lines
          .map(line -> line.split(" ", -1)[1])
          .filter(mount -> mount.startsWith(folder.toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String... command) {
    var finished =
        Product.run(List.of(command), Path.of("/"), Map.of(), "", Duration.ofSeconds(20));
    assertThat(finished.exitCode()).as("%s: %s", List.of(command), finished).isZero();
  }
}
