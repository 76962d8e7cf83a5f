package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Network;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.util.Map;

/** The networks of an installation's containers, made when first needed. */
final class DockerNetworks {
  private final DockerApi api;
  private final Naming naming;

  DockerNetworks(DockerApi api, Naming naming) {
    this.api = api;
    this.naming = naming;
  }

  /** The network mode for a server's container; its network exists afterwards. */
  synchronized String modeFor(ServerSpec spec) {
    return switch (spec.network()) {
      case OPEN -> ensure(naming.openNetwork(), false);
      case NONE ->
          spec.port().isPresent() ? ensure(naming.closedNetwork(spec.name()), true) : "none";
    };
  }

  /** Removes the network of a server that has stopped; one still in use stays. */
  synchronized void release(ServerSpec spec) {
    if (spec.network() == Network.NONE && spec.port().isPresent()) {
      removeUnused(naming.closedNetwork(spec.name()));
    }
  }

  /** Removes the closed networks of servers whose containers are gone. */
  synchronized void sweep(java.util.Set<ServerName> keep) {
    api
        .call(
            "list networks",
            docker ->
                docker.listNetworksCmd().withFilter("label", java.util.List.of(label())).exec())
        .stream()
        .map(com.github.dockerjava.api.model.Network::getName)
        .filter(name -> name.startsWith(naming.prefix() + "-"))
        .filter(name -> keep.stream().noneMatch(s -> name.equals(naming.closedNetwork(s))))
        .forEach(this::removeUnused);
  }

  private String ensure(String name, boolean internal) {
    if (!exists(name)) {
      api.run("create network " + name, docker -> create(docker, name, internal));
    }
    return name;
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
