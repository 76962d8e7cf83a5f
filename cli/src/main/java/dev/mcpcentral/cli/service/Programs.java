package dev.mcpcentral.cli.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the operating system's own commands: no shell, bounded to a minute.
 *
 * @param environment where {@code PATH} says what is found
 */
public record Programs(Map<String, String> environment) {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /**
   * How a command ended.
   *
   * @param printed both of its streams
   */
  public record Ended(int status, String printed) {}

  /** Runs it; empty when there is no such command. */
  public Optional<Ended> run(List<String> command) {
    Optional<Path> program = find(command.getFirst());
    if (program.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>(command);
    words.set(0, program.get().toString());
    try {
      return Optional.of(run(words, Files.createTempFile("mcp-central-", ".out")));
    } catch (IOException e) {
      return Optional.of(new Ended(-1, String.valueOf(e.getMessage())));
    }
  }

  private Ended run(List<String> words, Path output) throws IOException {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return new Ended(-1, "it was not done after " + LIMIT.toSeconds() + " s");
      }
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      return new Ended(process.exitValue(), printed.strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ended(-1, "interrupted");
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private Optional<Path> find(String name) {
    return Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
