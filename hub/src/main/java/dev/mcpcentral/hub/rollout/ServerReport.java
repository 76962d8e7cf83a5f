package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.List;
import java.util.Optional;

/** How a server stands, in words for its operator. */
final class ServerReport {
  private ServerReport() {}

  static ServerStatus of(WantedServer wanted, Standing now, Optional<Preparation> preparation) {
    ServerSpec spec = wanted.spec();
    return new ServerStatus(
        spec.name(),
        shownSource(spec, now),
        spec.effectiveRisk(),
        now.state(),
        detail(spec, now),
        now.offer().list(Listing.TOOLS).size(),
        now.offer().quarantined().stream().map(Offer.Quarantined::text).toList(),
        now.instance(),
        foreign(wanted, preparation),
        now.since(),
        preparation.map(Preparation::scan).orElse(""));
  }

  private static Optional<ServerStatus.Foreign> foreign(
      WantedServer wanted, Optional<Preparation> preparation) {
    List<String> lacks = preparation.map(Preparation::lacks).orElse(List.of());
    return wanted.spec().source() instanceof Source.Container(String container)
        ? Optional.of(new ServerStatus.Foreign(container, !wanted.discoveredAs().isEmpty(), lacks))
        : Optional.empty();
  }

  private static String detail(ServerSpec spec, Standing now) {
    if (spec.oversight().reviewed()) {
      return now.detail();
    }
    String review = "not reviewed: mcp-central review " + spec.name();
    return now.detail().isEmpty() ? review : review + "; " + now.detail();
  }

  /** A remote server's address may hold a key in its query, which is not for showing. */
  private static String shownSource(ServerSpec spec, Standing now) {
    return spec.source() instanceof Source.Remote remote
        ? remote.toString()
        : now.source().orElseGet(spec.source()::text);
  }
}
