package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Place;
import dev.mcpcentral.hub.outbound.Subnet;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    Optional<String> own = own(spec);
    own.ifPresent(name -> ensure(name, name.equals(naming.closedNetwork(spec.name()))));
    return own.orElse("none");
  }

  /** Each server's own; a stdio server needs one only for its way out. */
  private Optional<String> own(ServerSpec spec) {
    boolean closed = spec.port().isPresent() || spec.reach().guarded();
    return switch (spec.network()) {
      case OPEN -> Optional.of(naming.openNetwork(spec.name()));
      case NONE -> closed ? Optional.of(naming.closedNetwork(spec.name())) : Optional.empty();
    };
  }

  /** Where the network of a server begins on the engine's machine; the network exists. */
  synchronized Place place(ServerSpec spec) {
    String name = naming.closedNetwork(spec.name());
    List<Network.Ipam.Config> ranges =
        api.call(
            "inspect network " + name,
            docker -> docker.inspectNetworkCmd().withNetworkId(name).exec().getIpam().getConfig());
    for (Network.Ipam.Config range : ranges) {
      String gateway = range.getGateway();
      String subnet = range.getSubnet();
      if (gateway != null && subnet != null) {
        return new Place(InetAddress.ofLiteral(gateway), Subnet.parse(subnet));
      }
    }
    throw new EngineException(
        "the engine gave network "
            + name
            + " no gateway, so the server on it has no guarded way out");
  }

  /** Removes the network of a server that has stopped; one still in use stays. */
  synchronized void release(ServerSpec spec) {
    own(spec).ifPresent(this::removeUnused);
  }

  /** Removes the networks of servers whose containers are gone. */
  synchronized void sweep(java.util.Set<ServerName> keep) {
    api
        .call(
            "list networks",
            docker -> docker.listNetworksCmd().withFilter("label", List.of(label())).exec())
        .stream()
        .map(Network::getName)
        .filter(name -> name.startsWith(naming.prefix() + "-"))
        .filter(name -> keep.stream().noneMatch(server -> isOf(server, name)))
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
