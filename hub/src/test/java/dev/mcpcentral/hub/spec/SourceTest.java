package dev.mcpcentral.hub.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {
  private static final Path BASE = Path.of("/srv/hub");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm:@modelcontextprotocol/server-memory",
        "npm:@modelcontextprotocol/server-memory@2026.8.31",
        "npm:mcp-remote@0.15.1-beta.2+build",
        "npm:JSONStream",
        "pypi:mcp-server-time",
        "pypi:Mcp_Server.time@1!2.0rc1",
        "go:github.com/mark3labs/mcp-filesystem-server@v0.11.1",
        "go:example.com/x/cmd/server@v0.0.0-20260101000000-abcdefabcdef",
        "go:gopkg.in/yaml.v3",
        "image:mcp/time",
        "image:registry.example.com:5000/a/b_c:1.0",
        "image:alpine@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "dir:/srv/server",
        "container:github-mcp",
        "container:project_web.1",
        "url:https://mcp.example.com/mcp?tenant=a",
        "url:http://127.0.0.1:8080/mcp",
        "url:http://[::1]:8080/mcp",
        "url:http://localhost/mcp"
      })
  void everyFormIsReadAndWrittenBack(String text) {
    Source source = Source.parse(text, BASE);
    assertThat(source.text()).isEqualTo(text);
    assertThat(Source.parse(source.text(), BASE)).isEqualTo(source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "memory",
        "npm:",
        "npm:-g",
        "npm:--registry=x",
        "npm:@scope",
        "npm:@scope/",
        "npm:@scope/-x",
        "npm:../x",
        "npm:a/b",
        "npm:a@^1.0.0",
        "npm:a@",
        "npm:a@-1",
        "npm:a@1 || 2",
        "npm:a@npm:b@1",
        "npm:a\n",
        "npm:a;id",
        "npm:a@1.0.0\u0000",
        "pypi:-r",
        "pypi:a==1",
        "pypi:a@>=1",
        "pypi:a[extra]",
        "pypi:a-",
        "go:server",
        "go:-x.com/a",
        "go:example.com/../a",
        "go:example.com/-a",
        "go:example.com/a@latest1",
        "go:example.com//a",
        "image:",
        "image:-x",
        "image:Upper",
        "image:a:b:c",
        "image:a@sha256:12",
        "image:a b",
        "dir:",
        "dir:~",
        "dir:/",
        "dir:../../../..",
        "container:",
        "container:-x",
        "container:../x",
        "container:a/json?x",
        "container:a b",
        "url:ftp://example.com",
        "url:http://example.com/mcp",
        "url:http://10.0.0.1/mcp",
        "url:https:///mcp",
        "url:https://u:p@example.com/",
        "url:https://example.com/#x",
        "url:https://example.com:99999/",
        "url:https://exa mple.com/",
        "url:mailto:a@example.com",
        "file:/etc/passwd",
        "NPM:a"
      })
  void everythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Source.parse(text, BASE))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void unknownFormIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Source.parse("docker:x", BASE))
        .hasMessageContainingAll("npm:", "pypi:", "go:", "image:", "dir:", "url:https://");
  }

  @Test
  void latestIsNoPin() {
    assertThat(Source.parse("npm:@s/a@latest", BASE))
        .isEqualTo(new Source.Npm("@s/a", Optional.empty()));
  }

  @Test
  void folderIsRelativeToTheFile() {
    assertThat(Source.parse("dir:./a/../server", BASE))
        .isEqualTo(new Source.Directory(Path.of("/srv/hub/server")));
  }

  @Test
  void queryOfAnAddressIsNotPrinted() {
    Source remote = Source.parse("url:https://example.com/mcp?key=hidden", BASE);
    assertThat(remote.toString()).isEqualTo("url:https://example.com/mcp?…");
    assertThatThrownBy(() -> Source.parse("url:http://example.com/?key=hidden", BASE))
        .message()
        .doesNotContain("hidden");
  }
}
