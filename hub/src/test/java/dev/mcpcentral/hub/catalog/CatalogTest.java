package dev.mcpcentral.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.JsonScan;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogTest {
  private static final ServerName FILES = new ServerName("files");
  private static final ServerName MEMORY = new ServerName("memory");

  @Test
  void withoutScopeNamesArePrefixedAndWithinOneTheyAreTheServersOwn() {
    Catalog catalog = Catalog.of(List.of(server(FILES, "read"), server(MEMORY, "read", "write")));
    assertThat(catalog.find(null, Listing.TOOLS, "read")).isNull();
    assertThat(catalog.find(FILES, Listing.TOOLS, "files__read")).isNull();
    assertThat(catalog.find(FILES, Listing.TOOLS, "write")).isNull();
    assertThat(Objects.requireNonNull(catalog.find(FILES, Listing.TOOLS, "read")).route().server())
        .isEqualTo(FILES);
    assertThat(
            Objects.requireNonNull(catalog.find(null, Listing.TOOLS, "memory__write"))
                .route()
                .name())
        .isEqualTo("write");
    assertThat(names(catalog.list(MEMORY, Listing.TOOLS))).containsExactly("read", "write");
    assertThat(names(catalog.list(null, Listing.TOOLS)))
        .containsExactly("files__read", "memory__read", "memory__write");
  }

  @Test
  void serverWithoutToolsIsKnownAndAStrangerIsNot() {
    Catalog catalog = Catalog.of(List.of(server(FILES)));
    assertThat(catalog.has(FILES)).isTrue();
    assertThat(catalog.has(MEMORY)).isFalse();
    assertThat(catalog.list(MEMORY, Listing.TOOLS).entries()).isEmpty();
  }

  @Test
  void addingAServerRenamesNobodysTools() {
    ServerOffer odd = server(FILES, "a.b", "a/b", "t".repeat(100), "plain");
    ServerOffer other = server(new ServerName("files-2"), "a.b", "a_b", "t".repeat(100));
    List<String> alone = names(Catalog.of(List.of(odd)).list(null, Listing.TOOLS));
    assertThat(names(Catalog.of(List.of(other, odd)).list(null, Listing.TOOLS))).containsAll(alone);
    assertThat(names(Catalog.of(List.of(odd, other)).list(null, Listing.TOOLS)))
        .isEqualTo(names(Catalog.of(List.of(other, odd)).list(null, Listing.TOOLS)));
  }

  @Test
  void clientSeesTheDefinitionUnderTheExposedNameAndNothingElseChanged() {
    String json =
        "{ \"description\" : \"\\u00e9 name\",\"name\" : \"read\" ,\"x\":1e999,\"annotations\":{\"name\":\"inner\"},\"inputSchema\":{\"type\":\"object\"}}";
    Catalog catalog = Catalog.of(List.of(offer(FILES, "[" + json + "]")));
    assertThat(
            Objects.requireNonNull(catalog.find(null, Listing.TOOLS, "files__read"))
                .definition()
                .text())
        .isEqualTo(json.replace("\"read\"", "\"files__read\""));
    assertThat(
            Objects.requireNonNull(catalog.find(FILES, Listing.TOOLS, "read")).definition().text())
        .isEqualTo(json);
  }

  @Test
  void firstOfTwoToolsWithOneNameIsTheOne() {
    Catalog catalog =
        Catalog.of(
            List.of(
                offer(
                    FILES,
                    "[{\"name\":\"a\",\"n\":1,\"inputSchema\":{\"type\":\"object\"}},{\"name\":\"a\",\"n\":2,\"inputSchema\":{\"type\":\"object\"}}]")));
    assertThat(catalog.list(null, Listing.TOOLS).entries()).hasSize(1);
    assertThat(Objects.requireNonNull(catalog.find(FILES, Listing.TOOLS, "a")).definition().text())
        .contains("\"n\":1");
  }

  /** A list with one name twice makes some clients refuse every tool of every server. */
  @Test
  void toolThatIsNamedLikeAnothersExposedNameDoesNotAppearTwice() {
    String shortened = ExposedName.of(FILES, "a.b").substring("files__".length());
    Catalog catalog = Catalog.of(List.of(server(FILES, "a.b", shortened)));
    Catalog reversed = Catalog.of(List.of(server(FILES, shortened, "a.b")));
    assertThat(names(catalog.list(null, Listing.TOOLS))).containsExactly("files__" + shortened);
    assertThat(
            Objects.requireNonNull(catalog.find(null, Listing.TOOLS, "files__" + shortened))
                .route())
        .isEqualTo(
            Objects.requireNonNull(reversed.find(null, Listing.TOOLS, "files__" + shortened))
                .route());
  }

  private static List<String> names(EntryList list) {
    return list.entries().stream().map(Catalog.Entry::name).toList();
  }

  private static ServerOffer server(ServerName name, String... tools) {
    return offer(
        name,
        Stream.of(tools)
            .map(tool -> "{\"name\":\"" + tool + "\",\"inputSchema\":{\"type\":\"object\"}}")
            .collect(Collectors.joining(",", "[", "]")));
  }

  private static ServerOffer offer(ServerName name, String array) {
    try {
      List<Slice> tools = JsonScan.array(Slice.of(array));
      Offer offer = Offer.of(Slice.of("{}"), null, Map.of(Listing.TOOLS, tools));
      return new ServerOffer(name, "sha256:00", RiskLevel.LOW, offer);
    } catch (MalformedJsonException wrongTest) {
      throw new IllegalArgumentException(wrongTest);
    }
  }
}
