package dev.mcpcentral.hub.engine;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the hub itself runs, which decides at which address it reaches a container.
 *
 * @param networks of the hub's own container; empty when it runs on the machine itself, from where
 *     every network of the engine can be reached
 */
record Whereabouts(Optional<Set<String>> networks) {
  static final Whereabouts ON_THE_MACHINE = new Whereabouts(Optional.empty());

  private static final Path MARK = Path.of("/.dockerenv");

  /** Looks it up anew: a container can be connected to further networks while it runs. */
  static Whereabouts find(ContainerInspection inspection, Map<String, String> environment) {
    String own = environment.getOrDefault("HOSTNAME", "");
    if (!Files.exists(MARK) || own.isEmpty()) {
      return ON_THE_MACHINE;
    }
    return inspection
        .of(own)
        .map(container -> new Whereabouts(Optional.of(container.addresses().keySet())))
        .orElse(ON_THE_MACHINE);
  }

  /** The address at which the hub reaches {@code port} of a container. */
  InetSocketAddress address(ContainerFacts container, int port) throws UnfitContainerException {
    if (container.networkMode().equals("host")) {
      throw new UnfitContainerException(
          "it uses the machine's own network, where it has no address of its own: declare it as url:http://127.0.0.1:PORT/mcp");
    }
    for (Map.Entry<String, String> network : new TreeMap<>(container.addresses()).entrySet()) {
      if (networks.isEmpty() || networks.get().contains(network.getKey())) {
        return new InetSocketAddress(network.getValue(), port);
      }
    }
    throw new UnfitContainerException(
        networks.isEmpty()
            ? "it has no network address"
            : "it shares no network with the hub's own container: connect it to one (docker network connect)");
  }
}
