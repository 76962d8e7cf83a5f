package dev.mcpcentral.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The tables of the documentation that quote results. A comment names the file, and every row below
 * it ends with a JSON pointer into that file and the value: {@code | what | `/summary/…` | 1.23 |}.
 */
final class PerformancePage {
  private static final Pattern SOURCE = Pattern.compile("<!-- figures: (\\S+) -->");
  private static final Pattern ROW = Pattern.compile("\\|.*\\| `(/[^`]+)` \\| ([^|]+) \\|");

  private final Path root;
  private final List<String> disagreements = new ArrayList<>();
  private final List<String> sources = new ArrayList<>();
  private int figures;

  PerformancePage(Path root) {
    this.root = root;
  }

  void check(String page) throws IOException {
    JsonNode result = Json.tree("{}");
    for (String line : page.lines().toList()) {
      Matcher source = SOURCE.matcher(line);
      Matcher row = ROW.matcher(line);
      if (source.matches()) {
        sources.add(source.group(1));
        result = Json.tree(Files.readString(root.resolve(source.group(1))));
      } else if (row.matches()) {
        figures++;
        compare(row.group(1), row.group(2).trim(), result.at(row.group(1)));
      }
    }
  }

  private void compare(String pointer, String written, JsonNode measured) {
    boolean same =
        measured.isNumber()
            ? new BigDecimal(written.replace(",", "")).compareTo(measured.decimalValue()) == 0
            : measured.isString() && measured.asString().equals(written);
    if (!same) {
      disagreements.add(pointer + ": the page says " + written + ", the result " + measured);
    }
  }

  List<String> disagreements() {
    return disagreements;
  }

  /** Result files that the page quotes. */
  List<String> sources() {
    return sources;
  }

  int figures() {
    return figures;
  }
}
