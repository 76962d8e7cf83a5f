package dev.mcpcentral.hub.engine;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What discovery needs to know about a container.
 *
 * @param name without the engine's slash
 * @param process when its process was started, as the engine writes it
 * @param labels that the container itself carries; one that its image carries with the same value
 *     is not among them (threat T1)
 * @param fromImage names of the labels that were left out for that reason
 * @param addresses by network
 */
record ContainerFacts(
    String id,
    String name,
    Instant created,
    State state,
    String process,
    boolean openStdin,
    boolean tty,
    boolean autoRemove,
    Map<String, String> labels,
    Set<String> fromImage,
    String networkMode,
    Map<String, String> addresses,
    ForeignContainer foreign) {
  enum State {
    RUNNING,
    PAUSED,
    /** Its health check has not passed yet. */
    WARMING,
    UNHEALTHY,
    ENDED
  }

  ContainerFacts {
    labels = Map.copyOf(labels);
    fromImage = Set.copyOf(fromImage);
    addresses = Map.copyOf(addresses);
  }

  ContainerFacts running() {
    return new ContainerFacts(
        id,
        name,
        created,
        State.RUNNING,
        process,
        openStdin,
        tty,
        autoRemove,
        labels,
        fromImage,
        networkMode,
        addresses,
        foreign);
  }

  /** Whether its process is there, whatever else ails it. */
  boolean alive() {
    return state != State.ENDED;
  }
}
