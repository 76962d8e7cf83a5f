package dev.mcpcentral.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ToolTableTest {
  private static final ServerName FILES = new ServerName("files");
  private static final ServerName MEMORY = new ServerName("memory");

  @Test
  void withoutScopeNamesArePrefixedAndWithinOneTheyAreTheServersOwn() {
    ToolTable table = ToolTable.of(List.of(server(FILES, "read"), server(MEMORY, "read", "write")));
    assertThat(table.find(null, "read")).isNull();
    assertThat(table.find(FILES, "files__read")).isNull();
    assertThat(table.find(FILES, "write")).isNull();
    assertThat(Objects.requireNonNull(table.find(FILES, "read")).route().server()).isEqualTo(FILES);
    assertThat(Objects.requireNonNull(table.find(null, "memory__write")).route().tool())
        .isEqualTo("write");
    assertThat(names(table.list(MEMORY))).containsExactly("read", "write");
    assertThat(names(table.list(null)))
        .containsExactly("files__read", "memory__read", "memory__write");
  }

  @Test
  void serverWithoutToolsIsKnownAndAStrangerIsNot() {
    ToolTable table = ToolTable.of(List.of(server(FILES)));
    assertThat(table.has(FILES)).isTrue();
    assertThat(table.has(MEMORY)).isFalse();
    assertThat(table.list(MEMORY).entries()).isEmpty();
  }

  @Test
  void addingAServerRenamesNobodysTools() {
    ServerTools odd = server(FILES, "a.b", "a/b", "t".repeat(100), "plain");
    ServerTools other = server(new ServerName("files-2"), "a.b", "a_b", "t".repeat(100));
    List<String> alone = names(ToolTable.of(List.of(odd)).list(null));
    assertThat(names(ToolTable.of(List.of(other, odd)).list(null))).containsAll(alone);
    assertThat(names(ToolTable.of(List.of(odd, other)).list(null)))
        .isEqualTo(names(ToolTable.of(List.of(other, odd)).list(null)));
  }

  @Test
  void clientSeesTheDefinitionUnderTheExposedNameAndNothingElseChanged() {
    String json =
        "{ \"description\" : \"\\u00e9 name\",\"name\" : \"read\" ,\"x\":1e999,\"annotations\":{\"name\":\"inner\"}}";
    ToolTable table = ToolTable.of(List.of(offer(FILES, "[" + json + "]")));
    assertThat(Objects.requireNonNull(table.find(null, "files__read")).definition().text())
        .isEqualTo(json.replace("\"read\"", "\"files__read\""));
    assertThat(Objects.requireNonNull(table.find(FILES, "read")).definition().text())
        .isEqualTo(json);
  }

  @Test
  void firstOfTwoToolsWithOneNameIsTheOne() {
    ToolTable table =
        ToolTable.of(List.of(offer(FILES, "[{\"name\":\"a\",\"n\":1},{\"name\":\"a\",\"n\":2}]")));
    assertThat(table.list(null).entries()).hasSize(1);
    assertThat(Objects.requireNonNull(table.find(FILES, "a")).definition().text())
        .contains("\"n\":1");
  }

  /** A list with one name twice makes some clients refuse every tool of every server. */
  @Test
  void toolThatIsNamedLikeAnothersExposedNameDoesNotAppearTwice() {
    String shortened = ExposedName.of(FILES, "a.b").substring("files__".length());
    ToolTable table = ToolTable.of(List.of(server(FILES, "a.b", shortened)));
    ToolTable reversed = ToolTable.of(List.of(server(FILES, shortened, "a.b")));
    assertThat(names(table.list(null))).containsExactly("files__" + shortened);
    assertThat(Objects.requireNonNull(table.find(null, "files__" + shortened)).route())
        .isEqualTo(Objects.requireNonNull(reversed.find(null, "files__" + shortened)).route());
  }

  private static List<String> names(ToolList list) {
    return list.entries().stream().map(ToolTable.Entry::name).toList();
  }

  private static ServerTools server(ServerName name, String... tools) {
    return offer(
        name,
        Stream.of(tools)
            .map(tool -> "{\"name\":\"" + tool + "\"}")
            .collect(Collectors.joining(",", "[", "]")));
  }

  private static ServerTools offer(ServerName name, String array) {
    try {
      List<ToolDefinition> tools = ToolDefinition.ofArray(Slice.of(array));
      return new ServerTools(name, "sha256:00", RiskLevel.LOW, tools);
    } catch (MalformedJsonException wrongTest) {
      throw new IllegalArgumentException(wrongTest);
    }
  }
}
