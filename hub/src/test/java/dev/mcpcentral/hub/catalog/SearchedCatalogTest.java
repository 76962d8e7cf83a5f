package dev.mcpcentral.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SearchedCatalogTest {
  private static final ServerName CENTRAL = new ServerName("central");
  private static final ServerName FILES = new ServerName("files");

  private final Catalog all = Catalog.of(List.of(server(CENTRAL, "finder"), server(FILES, "read")));
  private final Catalog searched = all.searched(CENTRAL, "finder");

  @Test
  void clientsAreShownTwoToolsInPlaceOfAll() {
    assertThat(names(searched.shown(null, Listing.TOOLS)))
        .containsExactly("call_tool", "find_tools");
    assertThat(names(searched.list(null, Listing.TOOLS))).contains("files__read");
    assertThat(names(all.shown(null, Listing.TOOLS))).contains("files__read");
    assertThat(searched.isSearched()).isTrue();
    assertThat(all.isSearched()).isFalse();
  }

  @Test
  void whatWasFoundCanBeCalledAndFindingLeadsToTheFinder() {
    assertThat(Objects.requireNonNull(searched.resolve(call("files__read"))).route().server())
        .isEqualTo(FILES);
    assertThat(Objects.requireNonNull(searched.resolve(call("find_tools"))).route().name())
        .isEqualTo("finder");
    assertThat(searched.resolve(call("files__write"))).isNull();
  }

  @Test
  void toolsThatComeAndGoAreNoChangeOfWhatIsShown() {
    Catalog more =
        Catalog.of(List.of(server(CENTRAL, "finder"), server(FILES, "read", "write")))
            .searched(CENTRAL, "finder");
    assertThat(more.changedSince(searched)).isEmpty();
    assertThat(all.changedSince(searched)).containsExactly(Listing.TOOLS);
  }

  @Test
  void withoutAFinderEverythingIsListed() {
    assertThat(all.searched(FILES, "finder").isSearched()).isFalse();
  }

  private static Ask.OfServer call(String name) {
    return new Ask.OfServer(ServerMethod.CALL_TOOL, null, name, Members.NONE, Members.NONE);
  }

  private static List<String> names(EntryList list) {
    return list.entries().stream().map(Catalog.Entry::name).toList();
  }

  private static ServerOffer server(ServerName name, String... tools) {
    List<Slice> definitions =
        List.of(tools).stream()
            .map(tool -> "{\"name\":\"" + tool + "\",\"inputSchema\":{\"type\":\"object\"}}")
            .map(Slice::of)
            .toList();
    Offer offer = Offer.of(Slice.of("{}"), null, Map.of(Listing.TOOLS, definitions));
    return new ServerOffer(name, "sha256:00", RiskLevel.LOW, offer);
  }
}
