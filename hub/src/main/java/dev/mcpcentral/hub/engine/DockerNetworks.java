package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.HostFirewall;
import dev.mcpcentral.hub.egress.Place;
import dev.mcpcentral.hub.outbound.Subnet;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The networks of an installation's containers, made when first needed. */
final class DockerNetworks {
  private final DockerApi api;
  private static final String BRIDGE_NAME = "com.docker.network.bridge.name";
  private static final int ID_CHARS = 12;

  private final Naming naming;
  private final HostFirewall firewall;

  DockerNetworks(DockerApi api, Naming naming, HostFirewall firewall) {
    this.api = api;
    this.naming = naming;
    this.firewall = firewall;
  }

  /**
   * A network on which a server is alone.
   *
   * @param place where it begins on the engine's machine; empty when the engine gave it no gateway
   * @param bridge the interface of the engine's machine
   */
  record Closed(Optional<Place> place, String bridge) {}

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

  /** The network of a server that is to be closed; empty for others. The network exists. */
  synchronized Optional<Closed> closed(ServerSpec spec) {
    String name = naming.closedNetwork(spec.name());
    return own(spec).filter(name::equals).map(_ -> closed(inspect(name)));
  }

  private Network inspect(String name) {
    return api.call(
        "inspect network " + name, docker -> docker.inspectNetworkCmd().withNetworkId(name).exec());
  }

  private static Closed closed(Network network) {
    for (Network.Ipam.Config range : network.getIpam().getConfig()) {
      String gateway = range.getGateway();
      String subnet = range.getSubnet();
      if (gateway != null && subnet != null) {
        Place place = new Place(InetAddress.ofLiteral(gateway), Subnet.parse(subnet));
        return new Closed(Optional.of(place), bridge(network));
      }
    }
    return new Closed(Optional.empty(), bridge(network));
  }

  private static String bridge(Network network) {
    Map<String, String> options = network.getOptions();
    String named = options == null ? null : options.get(BRIDGE_NAME);
    return named != null ? named : "br-" + network.getId().substring(0, ID_CHARS);
  }

  /** Removes the network of a server that has stopped; one still in use stays. */
  synchronized void release(ServerSpec spec) {
    own(spec).ifPresent(this::removeUnused);
  }

  /** Removes the networks of servers whose containers are gone. */
  synchronized void sweep(java.util.Set<ServerName> keep) {
    ours()
        .map(Network::getName)
        .filter(name -> keep.stream().noneMatch(server -> isOf(server, name)))
        .forEach(this::removeUnused);
    firewall.keepOnly(ours().map(DockerNetworks::bridge).collect(Collectors.toSet()));
  }

  private Stream<Network> ours() {
    return api
        .call(
            "list networks",
            docker -> docker.listNetworksCmd().withFilter("label", List.of(label())).exec())
        .stream()
        .filter(network -> network.getName().startsWith(naming.prefix() + "-"));
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
            String bridge = bridge(docker.inspectNetworkCmd().withNetworkId(name).exec());
            docker.removeNetworkCmd(name).exec();
            firewall.forget(bridge);
          } catch (DockerException e) {
            // In use by a newer container of the same server, or gone.
            System.getLogger(DockerNetworks.class.getName())
                .log(System.Logger.Level.DEBUG, "network {0} stays: {1}", name, e.getMessage());
          }
        });
  }
}
