package dev.mcpcentral.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents point at is there. */
class DocumentationTest {
  private static final Pattern SHELL_BLOCK =
      Pattern.compile("(?ms)^```(?:sh|bash|console)\\n(.*?)^```");
  private static final Pattern DECISION = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");

  @TempDir Path folder;

  @Test
  void linksResolve() {
    assertThat(documents().stream().flatMap(file -> MarkdownLinks.brokenIn(file).stream()))
        .isEmpty();
  }

  @Test
  void scriptsNamedInShellBlocksExist() {
    assertThat(documents().stream().flatMap(file -> missingScripts(file).stream())).isEmpty();
  }

  @Test
  void decisionsAreNumberedOnceAndComplete() {
    var numbers = new ArrayList<String>();
    for (Path file : Checkout.files(Checkout.root().resolve("docs/decisions"), ".md")) {
      var name = DECISION.matcher(file.getFileName().toString());
      if (name.matches()) {
        numbers.add(name.group(1));
        assertThat(Checkout.read(file))
            .as(file.getFileName().toString())
            .contains("Status:", "Date:", "## Context", "## Decision", "## Consequences");
      }
    }
    assertThat(numbers).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void aBrokenLinkIsFound() throws IOException {
    Files.writeString(folder.resolve("there.md"), "# One `code` heading\n");
    Path document =
        Files.writeString(
            folder.resolve("page.md"),
            """
            [a](there.md) [b](there.md#one-code-heading) [c](https://example.com/x)
            [d](missing.md) [e](there.md#other) <img src="missing.svg">
            ```
            [f](in-code.md)
            ```
            """);
    assertThat(MarkdownLinks.brokenIn(document))
        .containsExactly("page.md: missing.md", "page.md: there.md#other", "page.md: missing.svg");
  }

  @Test
  void aMissingScriptIsFound() throws IOException {
    Path document =
        Files.writeString(
            folder.resolve("page.md"), "```sh\n./verify\n./no-such-script --all\nls\n```\n");
    assertThat(missingScripts(document)).containsExactly("page.md: ./no-such-script");
  }

  private static List<Path> documents() {
    Path root = Checkout.root();
    try (Stream<Path> top = Files.list(root)) {
      return Stream.concat(
              top.filter(file -> file.toString().endsWith(".md")),
              Checkout.files(root.resolve("docs"), ".md").stream())
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> missingScripts(Path document) {
    return SHELL_BLOCK
        .matcher(Checkout.read(document))
        .results()
        .flatMap(block -> block.group(1).lines())
        .map(line -> line.replaceFirst("^\\$ ", "").split(" ", -1)[0])
        .filter(word -> word.startsWith("./") || word.startsWith("scripts/"))
        .filter(word -> !Files.isExecutable(Checkout.root().resolve(word)))
        .map(word -> document.getFileName() + ": " + word)
        .toList();
  }
}
