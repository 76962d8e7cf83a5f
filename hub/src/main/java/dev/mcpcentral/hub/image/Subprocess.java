package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs one of the host's package tools: no shell, no input, a minimal environment, a deadline. Its
 * output goes to files, so that no thread has to read pipes.
 */
final class Subprocess {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int KEPT_LINES = 12;
  private static final long KEPT_BYTES = 64L << 20;

  /** What the tools need of the user's own settings: where registries, proxies and CAs are. */
  private static final Pattern KEPT =
      Pattern.compile(
          "(?i)path|home|user|lang|lc_.*|tmpdir|.*_proxy|npm_config_.*|pip_.*|uv_.*|ssl_cert_.*"
              + "|node_extra_ca_certs|requests_ca_bundle|curl_ca_bundle|gopath|gocache|gomodcache"
              + "|goproxy|gosumdb|gonosumdb|gonoproxy|goprivate|goinsecure|goauth|netrc|xdg_.*");

  private final Path executable;
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  /** A run of {@code executable} in {@code directory}. */
  Subprocess(Path executable, Path directory) {
    this.executable = executable;
    this.directory = directory;
    System.getenv()
        .forEach((name, value) -> {
          if (KEPT.matcher(name).matches()) {
            environment.put(name, value);
          }
        });
  }

  Subprocess with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * Runs to the end and returns what was printed on stdout.
   *
   * @param step what is being done, for the error message: {@code "fetching npm:x"}
   * @throws ImageException when it fails or takes more than 10 minutes; with the last lines
   */
  String run(String step, List<String> arguments) {
    try {
      Path output = Files.createTempFile("mcp-central-", ".out");
      Path errors = Files.createTempFile("mcp-central-", ".err");
      try {
        int status = await(start(arguments, output, errors), step);
        if (status != 0) {
          throw new ImageException(failure(step, status, output, errors));
        }
        return read(output);
      } finally {
        Files.deleteIfExists(output);
        Files.deleteIfExists(errors);
      }
    } catch (IOException e) {
      throw new ImageException(step + " failed: " + e.getMessage(), e);
    }
  }

  private Process start(List<String> arguments, Path output, Path errors) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
    return builder.start();
  }

  private int await(Process process, String step) {
    try {
      if (process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw new ImageException(
          step + " was not done after " + LIMIT.toMinutes() + " minutes; given up");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException(step + " was interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private String failure(String step, int status, Path output, Path errors) throws IOException {
    String tail = lastLines(read(errors));
    if (tail.isBlank()) {
      tail = lastLines(read(output));
    }
    return "%s failed: %s ended with status %d:\n  %s"
        .formatted(step, executable.getFileName(), status, tail);
  }

  private static String lastLines(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return String.join("\n  ", lines.subList(Math.max(0, lines.size() - KEPT_LINES), lines.size()));
  }

  private static String read(Path file) throws IOException {
    if (Files.size(file) > KEPT_BYTES) {
      throw new IOException("it printed more than " + (KEPT_BYTES >> 20) + " MiB");
    }
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
