package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.egress.WayOut;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A place where servers run. Chosen once at {@code up}, never silently changed. All methods block
 * and may be called from any thread.
 */
public interface Engine extends AutoCloseable {
  enum Kind {
    DOCKER,
    PROCESS
  }

  Kind kind();

  /** One line for people: what it is, its version, where it was found. */
  String description();

  /**
   * Starts one instance, or adopts a running HTTP container that was started from the same launch
   * by an earlier hub of this installation. A server that nobody has enabled is only tried: {@link
   * ServerSpec#tried}.
   *
   * @throws EngineException when the engine cannot be reached or refuses; the message says what to
   *     do
   */
  Instance start(Launch launch);

  /**
   * What would keep this server apart if it were started now; {@link #start} does not start what is
   * refused here.
   *
   * @throws EngineException when the engine has to be asked and does not answer
   */
  Isolation isolation(ServerSpec spec);

  /**
   * Removes what earlier hubs of this installation left behind: every stdio container, and every
   * HTTP container whose server is not in {@code keep}. Never touches another installation's
   * containers.
   *
   * @return how many were removed
   */
  int sweep(Set<ServerName> keep);

  /**
   * Whether the engine answers now; empty means yes, otherwise the reason for people. Bounded to 2
   * s.
   */
  Optional<String> trouble();

  /**
   * Looks at a container of somebody else's.
   *
   * @throws EngineException when it does not run or cannot be spoken to; the message says what to
   *     do
   */
  default ForeignContainer look(String container) {
    throw new EngineException(
        "container:" + container + " needs a Docker engine, and none is in use");
  }

  /** What follows labelled containers; empty where servers are processes. To be closed before. */
  default Optional<Discoveries> discoveries() {
    return Optional.empty();
  }

  /**
   * What servers with {@code egress} have asked for and moved since the hub started; a server that
   * was not started yet is not in it.
   */
  default Map<ServerName, Traffic> traffic() {
    return Map.of();
  }

  /**
   * What is known of the ways out of servers, of those that do not run too: what was learned, and
   * what does not work or is not guarded on this machine. Never waits for the engine.
   */
  default Map<ServerName, WayOut> waysOut() {
    return Map.of();
  }

  /** Releases connections. Running instances are stopped by their owners before. */
  @Override
  void close();
}
