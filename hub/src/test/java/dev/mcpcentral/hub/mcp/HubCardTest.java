package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.catalog.ServerOffer;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HubCardTest {
  private static final ServerName FILES = new ServerName("files");
  private static final ServerName MEMORY = new ServerName("memory");

  private final HubCard card = new HubCard("1.2\"3");

  @Test
  void legacyClientsAreGreetedInTheirRevision() throws Exception {
    Members greeting = Members.ofObject(card.initialized(Revision.V2025_03_26, catalog(), null));
    assertThat(greeting.string("protocolVersion")).isEqualTo("2025-03-26");
    assertThat(greeting.json("serverInfo"))
        .isEqualTo("{\"name\":\"mcp-central\",\"title\":\"MCP Central\",\"version\":\"1.2\\\"3\"}");
    assertThat(greeting.find("resultType")).isNull();
  }

  @Test
  void modernClientsDiscoverModernRevisionsOnly() throws Exception {
    Members card = Members.ofObject(this.card.discovered(catalog(), null));
    assertThat(card.json("supportedVersions")).isEqualTo("[\"2026-07-28\"]");
    assertThat(card.string("resultType")).isEqualTo("complete");
    assertThat(card.string("cacheScope")).isEqualTo("private");
    assertThat(card.json("_meta")).contains("io.modelcontextprotocol/serverInfo", "mcp-central");
  }

  @Test
  void hubOfNoServersOffersEverythingBecauseServersComeAndGo() throws Exception {
    assertThat(names(capabilities(catalog(), null)))
        .containsExactly("tools", "prompts", "resources", "completions", "logging");
  }

  @Test
  void oneServersAddressOffersWhatThatServerDeclares() throws Exception {
    Catalog catalog =
        catalog(
            offer(FILES, "{\"resources\":{},\"logging\":{},\"experimental\":{\"x\":{}}}", null),
            offer(MEMORY, "{\"tools\":{}}", null));
    assertThat(names(capabilities(catalog, FILES))).containsExactly("resources", "logging");
    assertThat(names(capabilities(catalog, MEMORY))).containsExactly("tools");
  }

  @Test
  void serverThatWasNeverSeenMayOfferAnything() throws Exception {
    assertThat(names(capabilities(catalog(offer(FILES, "{}", null)), FILES))).hasSize(5);
  }

  @Test
  void extensionsOfAllServersPassThrough() throws Exception {
    Catalog catalog =
        catalog(
            offer(FILES, "{\"extensions\":{\"a/x\":{\"n\":1},\"a/y\":{}}}", null),
            offer(MEMORY, "{\"tools\":{},\"extensions\":{\"a/x\":{\"n\":2},\"a/z\":{}}}", null),
            offer(new ServerName("odd"), "{\"extensions\":3}", null));
    assertThat(Objects.requireNonNull(capabilities(catalog, null).find("extensions")).text())
        .isEqualTo("{\"a/x\":{\"n\":1},\"a/y\":{},\"a/z\":{}}");
    assertThat(capabilities(catalog, MEMORY).json("extensions"))
        .isEqualTo("{\"a/x\":{\"n\":2},\"a/z\":{}}");
    assertThat(capabilities(catalog, new ServerName("odd")).find("extensions")).isNull();
  }

  @Test
  void instructionsOfAllServersAreTogetherUnderTheirNames() throws Exception {
    Catalog catalog =
        catalog(
            offer(FILES, "{}", "Paths are \"absolute\"."),
            offer(MEMORY, "{}", null),
            offer(new ServerName("third"), "{}", "Be brief."));
    String all = Objects.requireNonNull(instructions(catalog, null));
    assertThat(all)
        .startsWith("MCP Central")
        .endsWith("\n\nServer files: Paths are \"absolute\".\n\nServer third: Be brief.");
    assertThat(instructions(catalog, FILES)).isEqualTo("Paths are \"absolute\".");
    assertThat(instructions(catalog, MEMORY)).isEmpty();
  }

  @Test
  void noServersInstructionsDrownTheOthers() throws Exception {
    ServerOffer[] wordy = new ServerOffer[20];
    for (int i = 0; i < wordy.length; i++) {
      wordy[i] = offer(new ServerName("s" + i), "{}", "x".repeat(50_000));
    }
    String all = Objects.requireNonNull(instructions(catalog(wordy), null));
    assertThat(all).hasSizeLessThan(20_000).contains("Server s0: ", "x…\n\nServer s1: ");
    assertThat(instructions(catalog(wordy), new ServerName("s7"))).hasSize(2_001);
  }

  private Members capabilities(Catalog catalog, @Nullable ServerName scope) throws Exception {
    Members legacy = Members.ofObject(card.initialized(Revision.NEWEST_LEGACY, catalog, scope));
    Members modern = Members.ofObject(card.discovered(catalog, scope));
    assertThat(legacy.json("capabilities")).isEqualTo(modern.json("capabilities"));
    return Members.ofObject(Objects.requireNonNull(modern.find("capabilities")));
  }

  private @Nullable String instructions(Catalog catalog, @Nullable ServerName scope)
      throws Exception {
    Members legacy = Members.ofObject(card.initialized(Revision.NEWEST_LEGACY, catalog, scope));
    return legacy.string("instructions");
  }

  private static List<String> names(Members members) {
    return members.list().stream().map(Members.Member::name).toList();
  }

  private static Catalog catalog(ServerOffer... offers) {
    return Catalog.of(List.of(offers));
  }

  private static ServerOffer offer(
      ServerName name, String capabilities, @Nullable String instructions) {
    Offer offer = Offer.of(Slice.of(capabilities), instructions, Map.of());
    return new ServerOffer(name, "sha256:00", RiskLevel.LOW, offer);
  }
}
