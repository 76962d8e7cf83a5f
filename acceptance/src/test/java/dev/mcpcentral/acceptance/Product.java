package dev.mcpcentral.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The built command {@code mcp-central}, and where the repository's files are. */
final class Product {
  static final Path ROOT = Path.of(System.getProperty("project.root", "..")).toAbsolutePath();
  static final Path ACCEPTANCE =
      Path.of(System.getProperty("acceptance.directory", ROOT.resolve("acceptance").toString()));
  private static final Path LAUNCHER =
      Path.of(System.getProperty("mcp-central.launcher", ROOT.resolve("mcp-central").toString()));

  /** An engine address at which nobody listens: the product must find that it has no engine. */
  static final Map<String, String> NO_ENGINE = Map.of("DOCKER_HOST", "unix:///nonexistent.sock");

  /** What a finished command left behind. */
  record Finished(int exitCode, String out, String err) {
    @Override
    public String toString() {
      return "exit " + exitCode + "\n--- stdout\n" + out + "\n--- stderr\n" + err;
    }
  }

  private Product() {}

  static List<String> command(List<String> arguments) {
    if (!Files.isExecutable(LAUNCHER)) {
      throw new IllegalStateException(
          LAUNCHER + " is not there: build the product, or name it with -Dmcp-central.launcher");
    }
    var command = new ArrayList<String>();
    command.add(LAUNCHER.toString());
    command.addAll(arguments);
    return command;
  }

  /** Runs a command to its end; one that takes longer than {@code limit} is killed and fails. */
  static Finished run(
      List<String> command,
      Path directory,
      Map<String, String> environment,
      String input,
      Duration limit) {
    try {
      Path in = Files.writeString(Files.createTempFile("acceptance", ".in"), input);
      Path out = Files.createTempFile("acceptance", ".out");
      Path err = Files.createTempFile("acceptance", ".err");
      try {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        var process =
            builder
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
          throw new AssertionError(
              command + " took longer than " + limit + "\n" + Files.readString(err));
        }
        return new Finished(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(in);
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command, e);
    }
  }
}
