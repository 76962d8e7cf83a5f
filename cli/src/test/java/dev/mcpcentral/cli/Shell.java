package dev.mcpcentral.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs commands as a shell would, in this process. */
final class Shell {
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";
  private boolean terminal;

  /** With {@code home} below {@code directory} as MCP_CENTRAL_HOME. */
  Shell(Path directory) {
    this.directory = directory;
    environment.put("MCP_CENTRAL_HOME", home().toString());
  }

  Path home() {
    return directory.resolve("home");
  }

  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Shell onTerminal() {
    terminal = true;
    return this;
  }

  Shell typing(String text) {
    input = text;
    return this;
  }

  Finished run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            environment,
            directory,
            directory.resolve("user"),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            () -> terminal);
    int exit = CommandLineTool.run(surroundings, args);
    return new Finished(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  record Finished(int exit, String out, String err) {}
}
