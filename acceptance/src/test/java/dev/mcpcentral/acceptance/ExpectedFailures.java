package dev.mcpcentral.acceptance;

import static java.util.function.Predicate.not;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What may fail in one cell of the conformance matrix, from {@code src/test/resources/conformance}
 * in the suite's own format: entries are {@code scenario} or {@code scenario:check}. Each needs a
 * line in {@code docs/conformance.md} that says why it is not the hub's fault.
 */
record ExpectedFailures(String cell, List<String> entries) {
  private static final Pattern ENTRY = Pattern.compile("^ +- (\\S+)");

  static ExpectedFailures of(String cell) {
    Path file = Product.ACCEPTANCE.resolve("src/test/resources/conformance/" + cell + ".yaml");
    var entries =
        lines(file).stream()
            .map(ENTRY::matcher)
            .flatMap(line -> line.find() ? Stream.of(line.group(1)) : Stream.empty())
            .toList();
    return new ExpectedFailures(cell, entries);
  }

  /** The scenarios with something wrong in them that is not expected. */
  List<Scenario> unexpected(List<Scenario> scenarios) {
    return scenarios.stream()
        .map(scenario -> new Scenario(scenario.name(), scenario.scored(), surprises(scenario)))
        .filter(not(Scenario::passes))
        .toList();
  }

  private List<JsonNode> surprises(Scenario scenario) {
    return scenario.wrong().stream()
        .filter(check -> entries.stream().noneMatch(entry -> covers(entry, scenario, check)))
        .toList();
  }

  /** The entries that nothing needs any more. */
  List<String> stale(List<Scenario> scenarios) {
    return entries.stream()
        .filter(entry ->
            scenarios.stream()
                .noneMatch(scenario ->
                    scenario.wrong().stream().anyMatch(check -> covers(entry, scenario, check))))
        .toList();
  }

  /** The entries that {@code docs/conformance.md} does not explain, for this cell. */
  List<String> unexplained() {
    var documentation = lines(Product.ROOT.resolve("docs/conformance.md"));
    return entries.stream()
        .filter(entry ->
            documentation.stream()
                .noneMatch(line -> line.contains(cell) && line.contains("`" + entry + "`")))
        .toList();
  }

  private static boolean covers(String entry, Scenario scenario, JsonNode check) {
    return entry.equals(scenario.name())
        || entry.equals(scenario.name() + ":" + check.path("id").asString(""));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
