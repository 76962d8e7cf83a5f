package dev.mcpcentral.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void figuresOnThePageAreThoseInTheResults() throws IOException {
    PerformancePage page = new PerformancePage(ROOT);
    page.check(Files.readString(ROOT.resolve("docs/performance.md")));
    assertThat(page.disagreements()).isEmpty();
    assertThat(page.figures()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void everyResultInTheTreeIsQuoted() throws IOException {
    PerformancePage page = new PerformancePage(ROOT);
    page.check(Files.readString(ROOT.resolve("docs/performance.md")));
    try (Stream<Path> results = Files.list(ROOT.resolve("bench/results"))) {
      List<String> files = results.map(file -> ROOT.relativize(file).toString()).toList();
      assertThat(page.sources()).containsExactlyInAnyOrderElementsOf(files);
    }
  }

  @Test
  void figureThatDiffersIsFound(@TempDir Path root) throws IOException {
    Files.writeString(root.resolve("r.json"), "{\"a\":{\"b\":1.50,\"c\":\"closed\"}}");
    PerformancePage page = new PerformancePage(root);
    page.check(
        """
        <!-- figures: r.json -->
        | what | where | value |
        | --- | --- | --- |
        | right | `/a/b` | 1.5 |
        | right | `/a/c` | closed |
        | wrong | `/a/b` | 1.6 |
        | gone | `/a/d` | 1.5 |
        """);
    assertThat(page.figures()).isEqualTo(4);
    assertThat(page.disagreements()).hasSize(2).first().asString().contains("/a/b", "1.6", "1.5");
  }
}
