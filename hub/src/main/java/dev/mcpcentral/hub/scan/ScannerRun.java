package dev.mcpcentral.hub.scan;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One run of a scanner: no shell, no input, few variables, a deadline, output into files. */
final class ScannerRun {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final long MOST_BYTES = 128L << 20;
  private static final int SHOWN = 300;
  private static final Pattern KEPT =
      Pattern.compile("(?i)path|home|lang|tmpdir|xdg_.*|trivy_.*|grype_.*|ssl_cert_.*");

  private final Path executable;
  private final Map<String, String> environment;

  ScannerRun(Path executable, Map<String, String> environment) {
    this.executable = executable;
    this.environment = environment;
  }

  /** What it prints; {@link IOException} when it fails, with its last words. */
  byte[] run(List<String> arguments) throws IOException {
    Path out = Files.createTempFile("mcp-central-scan-", ".json");
    Path err = Files.createTempFile("mcp-central-scan-", ".err");
    try {
      int status = await(start(arguments, out, err));
      if (status != 0) {
        throw new IOException("it ended with status " + status + ": " + lastWords(err));
      }
      if (Files.size(out) > MOST_BYTES) {
        throw new IOException("it printed more than 128 MiB");
      }
      return Files.readAllBytes(out);
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  private Process start(List<String> arguments, Path out, Path err) throws IOException {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    environment.forEach((name, value) -> {
      if (KEPT.matcher(name).matches()) {
        builder.environment().put(name, value);
      }
    });
    builder.environment().put("GRYPE_DB_AUTO_UPDATE", "false");
    builder.environment().put("GRYPE_CHECK_FOR_APP_UPDATE", "false");
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return builder.start();
  }

  private static int await(Process process) throws IOException {
    try {
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("it was not done after " + LIMIT.toMinutes() + " minutes");
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String lastWords(Path err) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(err)) {
      bytes = in.readNBytes((int) MOST_BYTES / 128);
    }
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    return text.length() <= SHOWN ? text : "…" + text.substring(text.length() - SHOWN);
  }
}
