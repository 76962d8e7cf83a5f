package dev.mcpcentral.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * All that a command sees of the process it runs in.
 *
 * @param userHome where {@code ~} is
 * @param terminal whether a person reads the output; asked only when it matters
 */
record Surroundings(
    Map<String, String> environment,
    Path workingDirectory,
    Path userHome,
    InputStream in,
    PrintStream out,
    PrintStream err,
    BooleanSupplier terminal) {

  static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Path.of(System.getProperty("user.home")),
        System.in,
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        Surroundings::onTerminal);
  }

  /** An empty variable counts as none. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** A path as the person wrote it, made absolute. */
  Path resolve(String path) {
    return workingDirectory.resolve(path).normalize();
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  private static boolean onTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
