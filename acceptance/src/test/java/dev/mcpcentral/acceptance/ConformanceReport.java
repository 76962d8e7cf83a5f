package dev.mcpcentral.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;

/**
 * The counts of every run of the conformance suite, a line each in {@code target/conformance.txt}.
 */
final class ConformanceReport {
  private static final System.Logger LOG = System.getLogger(ConformanceReport.class.getName());
  private static final Path FILE = Product.ACCEPTANCE.resolve("target/conformance.txt");

  private ConformanceReport() {}

  static void add(String what, List<Scenario> scenarios) {
    String line =
        "%s: %s scored, %s not scored"
            .formatted(
                what,
                count(scenarios, Scenario::scored),
                count(scenarios, Predicate.not(Scenario::scored)));
    LOG.log(System.Logger.Level.INFO, line);
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String count(List<Scenario> scenarios, Predicate<Scenario> which) {
    var some = scenarios.stream().filter(which).toList();
    return some.stream().filter(Scenario::passes).count() + "/" + some.size();
  }
}
