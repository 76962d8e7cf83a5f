package dev.mcpcentral.hub.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.catalog.ServerOffer;
import dev.mcpcentral.hub.policy.Policy;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
  private final Snapshots snapshots = new Snapshots();

  @Test
  void emptyHubOffersNothingAndSaysSoForAShortTime() {
    assertThat(snapshots.current().catalog().list(null, Listing.TOOLS).entries()).isEmpty();
    assertThat(snapshots.current().freshFor()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void listenersHearWhichListsChangedAndThenSeeTheNewOnes() {
    List<Set<Listing>> heard = new ArrayList<>();
    Snapshot first =
        snapshot(
            1, Map.of(Listing.TOOLS, "{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\"}}"));
    snapshots.onChange(lists -> {
      heard.add(lists);
      assertThat(snapshots.current()).isSameAs(first);
    });
    snapshots.replace(first);
    assertThat(heard).containsExactly(Set.of(Listing.TOOLS));
    snapshots.replace(new Snapshot(new Policy(2), first.catalog(), Duration.ofSeconds(30)));
    snapshots.replace(
        snapshot(
            3, Map.of(Listing.TOOLS, "{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\"}}")));
    assertThat(heard).hasSize(1);
    assertThat(snapshots.current().policy().version()).isEqualTo(3);
  }

  @Test
  void definitionThatChangedInAnythingIsAChange() {
    List<Set<Listing>> heard = new ArrayList<>();
    snapshots.replace(
        snapshot(
            1,
            Map.of(
                Listing.TOOLS,
                "{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\"}}",
                Listing.RESOURCES,
                "{\"uri\":\"a:b\"}")));
    snapshots.onChange(heard::add);
    snapshots.replace(
        snapshot(
            2,
            Map.of(
                Listing.TOOLS,
                "{\"name\":\"a\",\"title\":\"A\",\"inputSchema\":{\"type\":\"object\"}}",
                Listing.PROMPTS,
                "{\"name\":\"p\"}",
                Listing.RESOURCES,
                "{\"uri\":\"a:b\"}")));
    assertThat(heard).containsExactly(Set.of(Listing.TOOLS, Listing.PROMPTS));
  }

  private static Snapshot snapshot(long version, Map<Listing, String> definitions) {
    Map<Listing, List<Slice>> raw = new EnumMap<>(Listing.class);
    definitions.forEach((listing, json) -> raw.put(listing, List.of(Slice.of(json))));
    Offer offer = Offer.of(Slice.of("{}"), null, raw);
    ServerOffer server = new ServerOffer(new ServerName("s"), "sha256:00", RiskLevel.LOW, offer);
    return new Snapshot(new Policy(version), Catalog.of(List.of(server)), Duration.ofSeconds(1));
  }
}
