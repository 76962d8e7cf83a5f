package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.util.List;

/**
 * Every declared server, and what an operator can do with it. Blocking; safe for concurrent use.
 */
public interface Fleet {
  /** In the order of the configuration. */
  List<ServerStatus> servers();

  /** The containers that say they are servers and are not used, each with the reason. */
  default List<IgnoredContainer> ignored() {
    return List.of();
  }

  /**
   * Declares a new server: resolves and pins its newest version, builds it, probes it in a
   * throw-away instance, approves the definitions seen, then writes it into the configuration file.
   * Nothing is kept when any step fails. A container of somebody else's is only looked at.
   *
   * @throws FleetException when the name is taken or any step fails; the message is for people
   */
  ServerStatus add(ServerSpec spec, Images.Progress progress);

  /** Takes the server out of the configuration file and stops it; its volumes stay. */
  void remove(ServerName name);

  /** Lets a stopped or failed server be used again, and starts it now. */
  void start(ServerName name);

  /**
   * Stops the server; calls to it are refused until {@link #start}. Survives a restart of the hub.
   */
  void stop(ServerName name);

  /** Replaces the running instance by a new one. */
  void restart(ServerName name);
}
