package dev.mcpcentral.hub.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExposedUriTest {
  private static final ServerName FILES = new ServerName("files");

  @ParameterizedTest
  @CsvSource({
    "file:///workspace/a.txt, mcp://files/file:///workspace/a.txt",
    "test://template/{id}/data, mcp://files/test://template/{id}/data",
    "ui://app/main.html, ui://files/app/main.html",
    "ui://, ui://files/",
    "ui:app, mcp://files/ui:app",
    "UI://app, mcp://files/UI://app",
    "mcp://other/x, mcp://files/mcp://other/x",
    "'', mcp://files/"
  })
  void urisAreExposedUnderTheirServer(String original, String exposed) {
    assertThat(ExposedUri.of(FILES, original)).isEqualTo(exposed);
    assertThat(ExposedUri.parse(exposed)).contains(new ExposedUri.Parsed(FILES, original));
  }

  @Test
  void anyTextComesBackUnchanged() {
    Random random = new Random(20260728);
    for (int i = 0; i < 20_000; i++) {
      String original = RandomText.of(random);
      String exposed = ExposedUri.of(FILES, original);
      assertThat(ExposedUri.parse(exposed))
          .as("round %d", i)
          .contains(new ExposedUri.Parsed(FILES, original));
      assertThat(ExposedUri.restoring(FILES).apply(exposed)).isEqualTo(original);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mcp:",
        "mcp://",
        "mcp://files",
        "mcp:///x",
        "mcp://Files/x",
        "mcp://fi_les/x",
        "ui://",
        "ui://files",
        "ui:///x",
        "file:///x",
        "MCP://files/x",
        " mcp://files/x",
        "mcp://files:80/x",
        "mcp://u@files/x",
        "mcp://-files/x"
      })
  void otherTextIsNotExposed(String text) {
    assertThat(ExposedUri.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///a%20b/c", "https://u:p@h:1/p;x=1/../q?a=b&c=d/e?f#frag", "urn:isbn:0451450523",
        "mailto:a@b", "ui://app", "ui://app/x?y#z"
      })
  void exposedUriOfAUriIsAUri(String original) {
    URI exposed = URI.create(ExposedUri.of(FILES, original));
    assertThat(exposed.getScheme()).isIn("mcp", "ui");
    assertThat(exposed.getRawAuthority()).isEqualTo("files");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "%5B", "%255B", "ui%3A%2F%2Fx", "a/b", "%2F"})
  void expandingAnExposedTemplateMeansExpandingTheOriginal(String value) {
    for (String template : new String[] {"test://t/{id}/data", "ui://{id}", "{id}://x"}) {
      String exposed = ExposedUri.of(FILES, template).replace("{id}", value);
      assertThat(ExposedUri.parse(exposed))
          .map(ExposedUri.Parsed::original)
          .contains(template.replace("{id}", value));
    }
  }

  @Test
  void urisOfAnotherServerAreNotRestored() {
    assertThat(ExposedUri.restoring(FILES).apply("mcp://other/file:///x"))
        .isEqualTo("mcp://other/file:///x");
    assertThat(ExposedUri.restoring(FILES).apply("file:///x")).isEqualTo("file:///x");
  }
}
