package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Outlet;
import dev.mcpcentral.hub.egress.Place;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.spec.Egress;
import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  private final Map<ServerName, Standing> standing = new ConcurrentHashMap<>();

  /** What servers have sent and received through ways out that are closed already. */
  private final Map<ServerName, Traffic> past = new ConcurrentHashMap<>();

  /** Of one server; {@code egress} is what its outlet was opened for. */
  private static final class Standing {
    private int instances;
    private List<Egress> egress = List.of();
    private volatile @Nullable Outlet outlet;
    private @Nullable EngineView view;
  }

  Surroundings(DockerNetworks networks, EngineViews views, ServerLogs logs) {
    this.networks = networks;
    this.views = views;
    this.logs = logs;
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
      if (spec.reach().guarded()) {
        variables.putAll(outlet(spec, around).environment());
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

  @Override
  public synchronized void close() {
    standing.forEach(this::close);
    standing.clear();
  }

  private Outlet outlet(ServerSpec spec, Standing around) {
    Outlet open = around.outlet;
    if (open != null && around.egress.equals(spec.reach().egress())) {
      return open;
    }
    // Of an instance that was started before the spec changed; what it may reach has changed too.
    closeOutlet(spec.name(), around);
    Place place = networks.place(spec);
    try {
      Outlet fresh =
          Outlet.open(
              spec.name(),
              place,
              spec.reach().egress(),
              line -> logs.append(spec.name(), "[mcp-central] " + line));
      around.outlet = fresh;
      around.egress = spec.reach().egress();
      return fresh;
    } catch (IOException e) {
      throw new EngineException(
          "server '%s' has egress, and its way out cannot be guarded: the engine's network begins at %s, which is not an address of this machine (%s). Run the hub on the machine of a Linux engine, outside of a container or with its host network, or remove egress"
              .formatted(spec.name(), place.gateway().getHostAddress(), e.getMessage()));
    }
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
