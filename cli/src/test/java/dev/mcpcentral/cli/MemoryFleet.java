package dev.mcpcentral.cli;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.rollout.Fleet;
import dev.mcpcentral.hub.rollout.FleetException;
import dev.mcpcentral.hub.rollout.IgnoredContainer;
import dev.mcpcentral.hub.rollout.ServerStatus;
import dev.mcpcentral.hub.rollout.ServerStatus.State;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Servers that exist in memory only. {@code broken} fails whatever is asked of it. */
final class MemoryFleet implements Fleet {
  private final Map<ServerName, ServerStatus> servers = new LinkedHashMap<>();

  MemoryFleet() {
    put(new ServerName("memory"), "npm:memory@1.0.0", RiskLevel.LOW, State.READY);
    put(new ServerName("broken"), "npm:broken@1.0.0", RiskLevel.MEDIUM, State.FAILED);
  }

  private ServerStatus put(ServerName name, String source, RiskLevel risk, State state) {
    ServerStatus status =
        new ServerStatus(
            name, source, risk, state, "", 3, List.of(), Optional.empty(), Instant.EPOCH);
    servers.put(name, status);
    return status;
  }

  /** A server that the hub found in a container of somebody else's. */
  synchronized void discovers(String name, String container) {
    ServerName server = new ServerName(name);
    servers.put(
        server,
        new ServerStatus(
            server,
            "container:" + container,
            RiskLevel.HIGH,
            State.RUNNING,
            "",
            3,
            List.of(),
            Optional.empty(),
            Optional.of(new ServerStatus.Foreign(container, true, List.of("it runs as root"))),
            Instant.EPOCH,
            ""));
  }

  @Override
  public List<IgnoredContainer> ignored() {
    return List.of(new IgnoredContainer("web", "it is paused"));
  }

  @Override
  public synchronized List<ServerStatus> servers() {
    return List.copyOf(servers.values());
  }

  @Override
  public synchronized ServerStatus add(ServerSpec spec, Images.Progress progress) {
    progress.step("resolving " + spec.source());
    if (servers.containsKey(spec.name())) {
      throw new FleetException("there is a server '" + spec.name() + "' already");
    }
    return put(spec.name(), spec.source() + "@1.2.3", spec.effectiveRisk(), State.READY);
  }

  @Override
  public synchronized void remove(ServerName name) {
    servers.remove(name);
  }

  @Override
  public void start(ServerName name) {
    move(name, State.RUNNING);
  }

  @Override
  public void stop(ServerName name) {
    move(name, State.STOPPED);
  }

  @Override
  public void restart(ServerName name) {
    move(name, State.RUNNING);
  }

  private synchronized void move(ServerName name, State state) {
    if (name.value().equals("broken")) {
      throw new FleetException("broken: its image cannot be built");
    }
    put(name, "npm:memory@1.0.0", RiskLevel.LOW, state);
  }
}
