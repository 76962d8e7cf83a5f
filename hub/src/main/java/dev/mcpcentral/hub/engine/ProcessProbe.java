package dev.mcpcentral.hub.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a program that should end well within a moment, and says what went wrong. */
final class ProcessProbe {
  private static final long TIMEOUT_SECONDS = 2;
  private static final int MAX_OUTPUT_BYTES = 1024;

  private ProcessProbe() {}

  static Optional<String> trouble(ProcessStarter starter, List<String> argv) {
    try {
      Process process = starter.start(new ProcessBuilder(argv).redirectErrorStream(true));
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.of("it did not end within " + TIMEOUT_SECONDS + " s");
      }
      return process.exitValue() == 0 ? Optional.empty() : Optional.of(output(process));
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private static String output(Process process) throws IOException {
    byte[] bytes = process.getInputStream().readNBytes(MAX_OUTPUT_BYTES);
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }
}
