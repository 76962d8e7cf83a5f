package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Asked;
import dev.mcpcentral.hub.egress.HostFirewall;
import dev.mcpcentral.hub.egress.Lessons;
import dev.mcpcentral.hub.egress.Outlet;
import dev.mcpcentral.hub.egress.Place;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.egress.WayOut;
import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.Reach;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the containers of a server: its network, its way out and its view of the
 * engine. Made before its first instance, kept while it has one.
 */
final class Surroundings implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Surroundings.class.getName());

  /** Where every Docker client looks. */
  private static final String SOCKET = "/var/run/docker.sock";

  private final DockerNetworks networks;
  private final EngineViews views;
  private final ServerLogs logs;
  private final HostFirewall firewall;
  private final Lessons lessons;
  private final Map<ServerName, Standing> standing = new ConcurrentHashMap<>();

  /** What servers have sent and received through ways out that are closed already. */
  private final Map<ServerName, Traffic> past = new ConcurrentHashMap<>();

  /** Of one server; {@code reach} is what its outlet was opened for. */
  private static final class Standing {
    private int instances;
    private Reach reach = Reach.NONE;
    private volatile @Nullable Outlet outlet;
    private volatile Resolution resolution = Resolution.ENGINES_OWN;
    private volatile Optional<String> firewallGap = Optional.empty();
    private List<String> told = List.of();

    List<String> gaps() {
      Outlet now = outlet;
      List<String> gaps = new ArrayList<>(now == null ? List.of() : now.gaps());
      firewallGap.ifPresent(gaps::add);
      return gaps;
    }

    private @Nullable EngineView view;
  }

  Surroundings(
      DockerNetworks networks,
      EngineViews views,
      ServerLogs logs,
      HostFirewall firewall,
      Lessons lessons) {
    this.networks = networks;
    this.views = views;
    this.logs = logs;
    this.firewall = firewall;
    this.lessons = lessons;
  }

  /**
   * Makes everything ready for one instance, which must {@link #leave} once.
   *
   * @return the launch with the variables by which its programs find it all
   */
  synchronized Launch enter(Launch launch) {
    ServerSpec spec = launch.spec();
    Standing around = standing.computeIfAbsent(spec.name(), _ -> new Standing());
    around.instances++;
    try {
      networks.modeFor(spec);
      Map<String, String> variables = new LinkedHashMap<>();
      networks.closed(spec).ifPresent(network -> enclose(spec, around, network));
      Outlet outlet = around.outlet;
      if (outlet != null) {
        variables.putAll(outlet.environment());
      }
      if (spec.reach().grants().contains(Grant.ENGINE)) {
        view(spec, around);
        variables.put("DOCKER_HOST", "unix://" + SOCKET);
      }
      variables.putAll(launch.environment());
      return new Launch(spec, launch.workload(), launch.command(), variables);
    } catch (RuntimeException e) {
      leave(spec);
      throw e;
    }
  }

  /** What its container is shown besides the spec's own mounts. */
  synchronized List<Mount> mounts(ServerSpec spec) {
    Standing around = standing.get(spec.name());
    EngineView view = around == null ? null : around.view;
    return view != null && spec.reach().grants().contains(Grant.ENGINE)
        ? List.of(new Mount(view.socket(), SOCKET, true))
        : List.of();
  }

  /** How the names that its programs ask for are found. */
  Resolution resolution(ServerSpec spec) {
    Standing around = standing.get(spec.name());
    return around == null ? Resolution.ENGINES_OWN : around.resolution;
  }

  /** One instance is gone; with the last everything around it goes. */
  synchronized void leave(ServerSpec spec) {
    Standing around = standing.get(spec.name());
    if (around == null || --around.instances > 0) {
      return;
    }
    standing.remove(spec.name());
    close(spec.name(), around);
    try {
      networks.release(spec);
    } catch (EngineException e) {
      LOG.log(System.Logger.Level.DEBUG, "the network stays until the next sweep", e);
    }
  }

  /** Never waits for the engine. */
  Map<ServerName, Traffic> traffic() {
    Map<ServerName, Traffic> all = new TreeMap<>(past);
    standing.forEach((name, around) -> {
      Outlet outlet = around.outlet;
      if (outlet != null) {
        all.merge(name, outlet.traffic(), Traffic::plus);
      }
    });
    return all;
  }

  /** What is known of the servers' ways out, of those that do not run too; never waits. */
  Map<ServerName, WayOut> waysOut() {
    Map<ServerName, WayOut> all = new TreeMap<>();
    lessons.all().forEach((server, asked) -> all.put(server, new WayOut(asked, List.of())));
    standing.forEach((server, around) -> {
      List<Asked> asked = all.getOrDefault(server, WayOut.NONE).asked();
      all.put(server, new WayOut(asked, around.gaps()));
    });
    return all;
  }

  @Override
  public synchronized void close() {
    standing.forEach(this::close);
    standing.clear();
    lessons.close();
  }

  /** Its way out, if it has one, and nothing else of this machine or beyond. */
  private void enclose(ServerSpec spec, Standing around, DockerNetworks.Closed network) {
    if (spec.reach().guarded()) {
      openOutlet(spec, around, network);
    } else {
      closeOutlet(spec.name(), around);
    }
    Outlet outlet = around.outlet;
    network
        .place()
        .ifPresent(place -> {
          around.resolution = Resolution.by(place, outlet);
          around.firewallGap = firewall.close(network.bridge(), opening(place, outlet));
        });
    if (!around.gaps().equals(around.told)) {
      around.told = around.gaps();
      around.told.forEach(gap -> log(spec, "egress: " + gap));
    }
  }

  private static HostFirewall.Opening opening(Place place, @Nullable Outlet outlet) {
    return outlet == null
        ? new HostFirewall.Opening(place.gateway(), new TreeSet<>(), false)
        : new HostFirewall.Opening(place.gateway(), outlet.ports(), outlet.answersNames());
  }

  private void openOutlet(ServerSpec spec, Standing around, DockerNetworks.Closed network) {
    if (around.outlet != null && around.reach.equals(spec.reach())) {
      return;
    }
    // Of an instance that was started before the spec changed; what it may reach has changed too.
    closeOutlet(spec.name(), around);
    Place place =
        network
            .place()
            .orElseThrow(() ->
                new EngineException(
                    "the engine gave the network of server '%s' no gateway, so the server has no guarded way out"
                        .formatted(spec.name())));
    try {
      around.outlet =
          Outlet.open(
              spec.name(),
              place,
              spec.reach().egress(),
              spec.reach().learning() ? Optional.of(lessons) : Optional.empty(),
              line -> log(spec, line));
      around.reach = spec.reach();
    } catch (IOException e) {
      throw new EngineException(
          "server '%s' has egress, and its way out cannot be guarded: the engine's network begins at %s, which is not an address of this machine (%s). Run the hub on the machine of a Linux engine, outside of a container or with its host network, or remove egress"
              .formatted(spec.name(), place.gateway().getHostAddress(), e.getMessage()));
    }
  }

  private void log(ServerSpec spec, String line) {
    logs.append(spec.name(), "[mcp-central] " + line);
  }

  private void view(ServerSpec spec, Standing around) {
    if (around.view == null) {
      around.view = views.open(spec.name());
    }
  }

  private void close(ServerName server, Standing around) {
    closeOutlet(server, around);
    EngineView view = around.view;
    if (view != null) {
      around.view = null;
      view.close();
    }
  }

  private void closeOutlet(ServerName server, Standing around) {
    Outlet outlet = around.outlet;
    if (outlet != null) {
      around.outlet = null;
      outlet.close();
      past.merge(server, outlet.traffic(), Traffic::plus);
    }
  }
}
