package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.egress.Outlet;
import dev.mcpcentral.hub.egress.Place;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a container's programs find names.
 *
 * @param resolver the only one that the engine asks for them; empty for those of this machine
 * @param hosts for the container's own table
 */
record Resolution(Optional<InetAddress> resolver, Map<String, InetAddress> hosts) {
  static final Resolution ENGINES_OWN = new Resolution(Optional.empty(), Map.of());

  Resolution {
    hosts = Map.copyOf(hosts);
  }

  /**
   * On a closed network. The resolver is the gateway even where nothing answers there: else engines
   * would carry questions to this machine's own resolvers, out of a network without a way out.
   */
  static Resolution by(Place place, @Nullable Outlet outlet) {
    return new Resolution(Optional.of(place.gateway()), outlet == null ? Map.of() : outlet.hosts());
  }

  /** In the engine's form, {@code name:address}. */
  List<String> extraHosts() {
    return new TreeMap<>(hosts)
        .entrySet().stream()
            .map(entry -> entry.getKey() + ":" + entry.getValue().getHostAddress())
            .toList();
  }
}
