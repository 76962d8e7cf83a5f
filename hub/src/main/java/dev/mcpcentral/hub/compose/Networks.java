package dev.mcpcentral.hub.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The networks of a compose file. */
final class Networks {
  /** Of the hub, towards the host; the only one from which ports are published. */
  static final String PUBLIC = "mcp-public";

  /** Of the hub, the registry and the monitoring, among themselves. */
  static final String INTERNAL = "mcp-internal";

  /** Of servers that may reach every address, and not each other. */
  static final String OPEN = "mcp-open";

  private static final Map<String, Object> STRANGERS =
      Map.of("com.docker.network.bridge.enable_icc", "false");

  private Networks() {}

  /** Of one server that speaks HTTP and reaches nothing: it is alone on it. */
  static String closed(String server) {
    return INTERNAL + "-" + server;
  }

  static Map<String, Object> of(List<ComposedServer> servers) {
    Map<String, Object> networks = new LinkedHashMap<>();
    networks.put(PUBLIC, Map.of("driver", "bridge"));
    networks.put(INTERNAL, internal());
    for (ComposedServer server : servers) {
      for (String network : server.networks()) {
        networks.put(network, network.equals(OPEN) ? open() : internal());
      }
    }
    return networks;
  }

  private static Map<String, Object> internal() {
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("driver", "bridge");
    network.put("internal", true);
    return network;
  }

  private static Map<String, Object> open() {
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("driver", "bridge");
    network.put("driver_opts", STRANGERS);
    return network;
  }
}
