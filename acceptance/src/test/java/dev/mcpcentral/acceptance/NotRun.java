package dev.mcpcentral.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The record of what could not be run, one line each in {@code target/not-run.txt}: {@code
 * ./verify} prints and counts it, so that nothing is left out silently.
 */
final class NotRun {
  private static final Path FILE = Product.ACCEPTANCE.resolve("target/not-run.txt");

  private NotRun() {}

  static synchronized void record(String what, String why) {
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(
          FILE, what + ": " + why + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
