package dev.mcpcentral.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "version",
    description = "Show the version, and the Java runtime it runs on.",
    footer = {"", "Examples:", "  mcp-central version"})
final class VersionCommand implements Callable<Integer> {
  private final Session session;

  VersionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String java = Runtime.version().toString();
    if (session.json) {
      session
          .output()
          .document(new JsonObject().put("version", version()).put("java", java).slice());
    } else {
      session.output().line("mcp-central " + version() + " (Java " + java + ")");
    }
    return ExitCode.OK;
  }

  /** As the build wrote it. */
  static String version() {
    try (InputStream in =
        Objects.requireNonNull(VersionCommand.class.getResourceAsStream("version.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the version cannot be read", e);
    }
  }
}
