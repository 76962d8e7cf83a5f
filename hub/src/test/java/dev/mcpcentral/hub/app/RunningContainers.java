package dev.mcpcentral.hub.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Containers that are started as anybody would: by the {@code docker} command. */
final class RunningContainers implements AutoCloseable {
  private final String prefix = "mcp-central-test-" + Long.toHexString(System.nanoTime()) + "-";
  private final ConcurrentLinkedQueue<String> started = new ConcurrentLinkedQueue<>();

  /** {@code docker run -d -i} with these options and labels; returns the container's name. */
  String run(String name, List<String> options, String image, List<String> command) {
    String full = prefix + name;
    List<String> words = new ArrayList<>(List.of("run", "-d", "-i", "--name", full));
    words.addAll(options);
    words.add(image);
    words.addAll(command);
    started.add(full);
    docker(words.toArray(String[]::new));
    return full;
  }

  String run(String name, String image, String... labels) {
    List<String> options = new ArrayList<>();
    for (String label : labels) {
      options.addAll(List.of("--label", label));
    }
    return run(name, options, image, List.of());
  }

  static void remove(String name) {
    docker("rm", "-f", name);
  }

  /** What the command printed. */
  static String docker(String... words) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(command + ": " + output);
      }
      return output.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    started.forEach(RunningContainers::remove);
  }
}
