package dev.mcpcentral.hub.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fetched program and how it is started.
 *
 * @param version the exact version that was fetched
 * @param options for the interpreter, before the program
 * @param entry the file to start, relative to the program's folder; empty means the folder itself
 * @param arguments that belong to the program's own command
 */
record Program(
    String version, Language language, List<String> options, String entry, List<String> arguments) {
  Program {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
    if (Path.of(entry).isAbsolute() || Path.of(entry).normalize().startsWith("..")) {
      throw new ImageException("The program's start file '" + entry + "' is outside its package");
    }
  }

  static Program of(String version, Language language, String entry) {
    return new Program(version, language, List.of(), entry, List.of());
  }

  /** The command when the program's folder is at {@code root}. */
  List<String> command(String interpreter, String root) {
    List<String> command = new ArrayList<>();
    if (!interpreter.isEmpty()) {
      command.add(interpreter);
    }
    command.addAll(options);
    command.add(entry.isEmpty() ? root : root + "/" + entry);
    command.addAll(arguments);
    return command;
  }
}
