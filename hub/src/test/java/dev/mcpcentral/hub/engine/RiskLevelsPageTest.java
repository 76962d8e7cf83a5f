package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.spec.RiskLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in docs/risk-levels.md is what the golden files say, which the engine is held to. */
class RiskLevelsPageTest {
  private static final String BEGIN = "<!-- inspected -->\n";
  private static final String END = "<!-- end -->";

  @Test
  void theTableIsTheGoldenFiles() throws IOException {
    String page = Files.readString(Path.of("../docs/risk-levels.md"));
    String shown = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
    assertThat(shown.strip()).isEqualTo(table());
  }

  private static String table() {
    List<SortedMap<String, String>> levels = Stream.of(RiskLevel.values()).map(Golden::of).toList();
    TreeSet<String> fields = new TreeSet<>();
    levels.forEach(level -> fields.addAll(level.keySet()));
    String head = "| field | low | medium | high |\n| --- | --- | --- | --- |\n";
    return fields.stream()
        .map(field ->
            row(field, levels.stream().map(level -> level.getOrDefault(field, "")).toList()))
        .collect(Collectors.joining("\n", head, ""));
  }

  private static String row(String field, List<String> values) {
    boolean same = values.stream().distinct().count() == 1;
    return same
        ? "| %s | `%s` | same | same |".formatted(field, values.getFirst())
        : values.stream().collect(Collectors.joining("` | `", "| " + field + " | `", "` |"));
  }
}
