package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Network;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The networks of an installation's containers, made when first needed. */
final class DockerNetworks {
  private final DockerApi api;
  private final Naming naming;

  /** How many containers of this hub's are in a network, or about to be. */
  private final Map<String, Integer> uses = new HashMap<>();

  DockerNetworks(DockerApi api, Naming naming) {
    this.api = api;
    this.naming = naming;
  }

  /**
   * The network mode for a server's container; its network exists afterwards, and stays until
   * {@link #release} was called as often as this.
   */
  synchronized String modeFor(ServerSpec spec) {
    Optional<String> own = network(spec);
    own.ifPresent(name -> {
      ensure(name, spec.network() == Network.NONE);
      uses.merge(name, 1, Integer::sum);
    });
    return own.orElse("none");
  }

  /** Removes the network of a server of which the last container has gone. */
  synchronized void release(ServerSpec spec) {
    network(spec)
        .ifPresent(name -> {
          uses.computeIfPresent(name, (_, count) -> count > 1 ? count - 1 : null);
          if (!uses.containsKey(name)) {
            removeUnused(name);
          }
        });
  }

  /** Each server's own; one that needs none has none. */
  private Optional<String> network(ServerSpec spec) {
    return switch (spec.network()) {
      case OPEN -> Optional.of(naming.openNetwork(spec.name()));
      case NONE ->
          spec.port().isPresent()
              ? Optional.of(naming.closedNetwork(spec.name()))
              : Optional.empty();
    };
  }

  /** Removes the networks of servers whose containers are gone. */
  synchronized void sweep(java.util.Set<ServerName> keep) {
    api
        .call(
            "list networks",
            docker ->
                docker.listNetworksCmd().withFilter("label", java.util.List.of(label())).exec())
        .stream()
        .map(com.github.dockerjava.api.model.Network::getName)
        .filter(name -> name.startsWith(naming.prefix() + "-"))
        .filter(name -> !uses.containsKey(name) && keep.stream().noneMatch(s -> isOf(s, name)))
        .forEach(this::removeUnused);
  }

  private boolean isOf(ServerName server, String network) {
    return network.equals(naming.closedNetwork(server))
        || network.equals(naming.openNetwork(server));
  }

  private void ensure(String name, boolean internal) {
    if (!exists(name)) {
      api.run("create network " + name, docker -> create(docker, name, internal));
    }
  }

  private boolean exists(String name) {
    return api
        .call("list networks", docker -> docker.listNetworksCmd().withNameFilter(name).exec())
        .stream()
        .anyMatch(network -> name.equals(network.getName()));
  }

  private void create(DockerClient docker, String name, boolean internal) {
    docker
        .createNetworkCmd()
        .withName(name)
        .withDriver("bridge")
        .withCheckDuplicate(true)
        .withInternal(internal)
        .withLabels(Map.of(Labels.INSTALLATION, naming.installation()))
        // Servers have nothing to say to each other.
        .withOptions(Map.of("com.docker.network.bridge.enable_icc", "false"))
        .exec();
  }

  private String label() {
    return Labels.INSTALLATION + "=" + naming.installation();
  }

  private void removeUnused(String name) {
    api.run(
        "remove network " + name,
        docker -> {
          try {
            docker.removeNetworkCmd(name).exec();
          } catch (DockerException e) {
            // In use by a newer container of the same server, or gone.
            System.getLogger(DockerNetworks.class.getName())
                .log(System.Logger.Level.DEBUG, "network {0} stays: {1}", name, e.getMessage());
          }
        });
  }
}
