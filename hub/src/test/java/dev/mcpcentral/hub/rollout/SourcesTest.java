package dev.mcpcentral.hub.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator means by a version. */
final class SourcesTest {
  private final Sources sources = new Sources(Path.of("/srv/mcp/mcp-central.yaml"));

  private String wanted(String now, @Nullable String to) {
    return sources.wanted(sources.parse(now), Optional.ofNullable(to)).text();
  }

  @ParameterizedTest
  @CsvSource({
    "npm:@scope/x@1.0.0, 2.0.0, npm:@scope/x@2.0.0",
    "npm:@scope/x@1.0.0, , npm:@scope/x",
    "pypi:x@1.0, , pypi:x",
    "go:example.com/x@v1.0.0, v1.1.0, go:example.com/x@v1.1.0",
    "image:registry.example.com:5000/x:1, 2, image:registry.example.com:5000/x:2",
    "image:registry.example.com:5000/x:1, , image:registry.example.com:5000/x:1",
    "dir:/srv/mcp/one, , dir:/srv/mcp/one",
    "dir:/srv/mcp/one, dir:./two, dir:/srv/mcp/two",
    "npm:x@1.0.0, pypi:y, pypi:y",
  })
  void sourceGetsTheVersion(String now, @Nullable String to, String expected) {
    assertThat(wanted(now, to)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "url:https://example.com/mcp, , runs elsewhere",
    "container:x, , somebody else starts",
    "dir:/srv/mcp/one, 2, a folder has no versions",
    "image:registry.example.com:5000/x, , is pinned",
    "npm:x, --flag, npm",
  })
  void whatHasNoSuchVersionIsRefused(String now, @Nullable String to, String reason) {
    assertThatThrownBy(() -> wanted(now, to))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void imageByItsDigestNeedsToBeToldWhich() {
    String pinned = "image:example.com/x@sha256:" + "0".repeat(64);
    assertThatThrownBy(() -> wanted(pinned, null)).hasMessageContaining("say which");
    assertThat(wanted(pinned, "2")).isEqualTo("image:example.com/x:2");
    assertThat(wanted(pinned, "sha256:" + "1".repeat(64)))
        .isEqualTo("image:example.com/x@sha256:" + "1".repeat(64));
  }
}
