package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.rollout.Fleet;
import dev.mcpcentral.hub.rollout.FleetException;
import dev.mcpcentral.hub.rollout.ServerStatus;
import dev.mcpcentral.hub.rollout.ServerStatus.State;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fleet in memory. Server {@code broken} fails whatever is asked of it. */
final class FakeFleet implements Fleet {
  private final Map<ServerName, ServerStatus> servers = new LinkedHashMap<>();

  FakeFleet() {
    put("memory", State.READY);
    put("broken", State.FAILED);
  }

  private ServerStatus put(String name, State state) {
    ServerName key = new ServerName(name);
    ServerStatus status =
        new ServerStatus(
            key,
            "npm:" + name + "@1.0.0",
            RiskLevel.MEDIUM,
            state,
            "",
            3,
            List.of("tools 'odd': it has no inputSchema"),
            Optional.empty(),
            Instant.EPOCH);
    servers.put(key, status);
    return status;
  }

  @Override
  public synchronized List<ServerStatus> servers() {
    return List.copyOf(servers.values());
  }

  @Override
  public synchronized ServerStatus add(ServerSpec spec, Images.Progress progress) {
    progress.step("resolving");
    if (servers.containsKey(spec.name())) {
      throw new FleetException("there is a server '" + spec.name() + "' already");
    }
    progress.step("probing");
    return put(spec.name().value(), State.READY);
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
      throw new FleetException("broken: its image cannot be built; see mcp-central logs broken");
    }
    put(name.value(), state);
  }
}
