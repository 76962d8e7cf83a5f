package dev.mcpcentral.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OfferTest {
  private static final String SCHEMA = "\"inputSchema\":{\"type\":\"object\"}";

  @Test
  void toolThatCannotBeShownIsKeptBackAndTheOthersAreNot() {
    Offer offer =
        offer(
            Listing.TOOLS,
            "{\"name\":\"a\"," + SCHEMA + "}",
            "{\"name\":\"no-schema\"}",
            "{\"title\":\"no name\"," + SCHEMA + "}",
            "3",
            "{\"name\":\"b\"," + SCHEMA + "}",
            "{\"name\":\"a\",\"n\":2," + SCHEMA + "}");
    assertThat(offer.list(Listing.TOOLS)).extracting(Definition::key).containsExactly("a", "b");
    assertThat(offer.list(Listing.TOOLS).getFirst().json().text()).doesNotContain("\"n\":2");
    assertThat(offer.quarantined())
        .hasSize(4)
        .allMatch(one -> one.listing() == Listing.TOOLS)
        .extracting(Offer.Quarantined::key)
        .contains("no-schema", "a");
    assertThat(offer.quarantined()).allSatisfy(one -> assertThat(one.reason()).isNotBlank());
  }

  @ParameterizedTest
  @EnumSource(
      value = Listing.class,
      names = {"PROMPTS", "RESOURCES", "TEMPLATES"})
  void definitionWithoutAUsableKeyIsKeptBackAndTheOthersAreNot(Listing listing) {
    String key = listing.key();
    Offer offer =
        offer(
            listing,
            "{\"" + key + "\":\"\"}",
            "{\"" + key + "\":7}",
            "{\"other\":\"x\"}",
            "[]",
            "{\"" + key + "\":\"" + "x".repeat(2049) + "\"}",
            "{\"" + key + "\":\"sound\"}",
            "{\"" + key + "\":\"sound\",\"again\":1}");
    assertThat(offer.list(listing)).extracting(Definition::key).containsExactly("sound");
    assertThat(offer.list(listing).getFirst().json().text()).doesNotContain("again");
    assertThat(offer.quarantined()).hasSize(6);
    assertThat(offer.quarantined().getLast().text())
        .isEqualTo(listing.member() + " 'sound': listed twice");
  }

  @Test
  void whatIsKeptComesBackWithoutWhatWasKeptBack() throws Exception {
    Offer offer =
        Offer.of(
            Slice.of("{\"tools\":{ }}"),
            "Say \"please\"",
            Map.of(
                Listing.TOOLS,
                List.of(Slice.of("{\"name\":\"a\" ," + SCHEMA + "}"), Slice.of("{}")),
                Listing.TEMPLATES,
                List.of(Slice.of("{\"uriTemplate\":\"a:{b}\"}"))));
    Offer back = Offer.ofJson(offer.json());
    assertThat(back.instructions()).isEqualTo("Say \"please\"");
    assertThat(back.capabilities()).isEqualTo(offer.capabilities());
    for (Listing listing : Listing.values()) {
      assertThat(back.list(listing)).isEqualTo(offer.list(listing));
    }
  }

  @Test
  void unseenServerOffersNothing() throws Exception {
    for (Listing listing : Listing.values()) {
      assertThat(Offer.NONE.list(listing)).isEmpty();
    }
    assertThat(Offer.ofJson(Offer.NONE.json())).isEqualTo(Offer.NONE);
  }

  private static Offer offer(Listing listing, String... definitions) {
    List<Slice> raw = Stream.of(definitions).map(Slice::of).toList();
    return Offer.of(Slice.of("{}"), null, Map.of(listing, raw));
  }
}
