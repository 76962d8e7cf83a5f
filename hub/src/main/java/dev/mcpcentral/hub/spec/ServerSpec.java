package dev.mcpcentral.hub.spec;

import dev.mcpcentral.hub.call.ServerName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Everything an operator may say about one server. A closed type: nothing else shapes a container,
 * and there is no place for raw host configuration (threat T1).
 *
 * @param risk the declared level; {@link #effectiveRisk()} is what counts
 * @param args arguments after the server's own command
 * @param env plain environment values; never printed
 * @param port for a server that speaks HTTP inside its container; empty means stdio
 * @param httpPath where such a server serves MCP, for example {@code /mcp}
 * @param callTimeout how long one call may take, 1 s to 1 h
 */
public record ServerSpec(
    ServerName name,
    Source source,
    RiskLevel risk,
    List<String> args,
    Map<String, String> env,
    List<Mount> mounts,
    List<Volume> volumes,
    Network network,
    OptionalInt port,
    String httpPath,
    Limits limits,
    EraPin era,
    Duration callTimeout) {

  public ServerSpec {
    args = List.copyOf(args);
    env = Map.copyOf(env);
    mounts = List.copyOf(mounts);
    volumes = List.copyOf(volumes);
  }

  /** The higher of the declared level and the floor that the spec itself implies. */
  public RiskLevel effectiveRisk() {
    RiskLevel floor = floor();
    return floor.compareTo(risk) > 0 ? floor : risk;
  }

  private RiskLevel floor() {
    boolean writes = mounts.stream().anyMatch(mount -> !mount.readOnly());
    return writes || network == Network.OPEN ? RiskLevel.MEDIUM : RiskLevel.LOW;
  }
}
