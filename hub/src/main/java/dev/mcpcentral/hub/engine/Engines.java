package dev.mcpcentral.hub.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses where servers run. */
public final class Engines {
  private Engines() {}

  /**
   * The choice, for the rest of the hub's life.
   *
   * @param dockerHost the address of the Docker engine, when it is one
   * @param because one line for people: what was chosen and how it was found
   * @param passedOver one line for each place that was looked at before and could not be used
   */
  public record Choice(
      Engine engine, Optional<String> dockerHost, String because, List<String> passedOver) {
    public Choice {
      passedOver = List.copyOf(passedOver);
    }
  }

  /**
   * What {@link #choose} would find now.
   *
   * @param docker one line about the Docker engine that answers
   * @param passedOver one line for each place that was looked at before and could not be used
   * @param sandboxTrouble why processes cannot be sandboxed, if they cannot
   */
  public record Survey(
      Optional<String> docker, List<String> passedOver, Optional<String> sandboxTrouble) {
    public Survey {
      passedOver = List.copyOf(passedOver);
    }
  }

  /**
   * Looks for a Docker engine in the docker command line's own order, 2 s for each place; without
   * one, servers run as sandboxed processes.
   */
  public static Choice choose(EngineSettings settings, ServerLogs logs) {
    List<String> passedOver = new ArrayList<>();
    Optional<Found> docker = find(settings.environment(), settings.userHome(), passedOver);
    if (docker.isPresent()) {
      Usable usable = docker.get().usable();
      DockerEngine engine = new DockerEngine(usable.address(), usable.answer(), settings, logs);
      return new Choice(
          engine,
          Optional.of(docker.get().host()),
          engine.description() + ", found by " + docker.get().foundBy(),
          passedOver);
    }
    ProcessEngine engine = ProcessEngine.create(settings, logs);
    return new Choice(
        engine,
        Optional.empty(),
        "no Docker engine answers, so: " + engine.description(),
        passedOver);
  }

  /** Sandboxed processes, beside whatever was chosen. */
  public static Engine processes(EngineSettings settings, ServerLogs logs) {
    return ProcessEngine.create(settings, logs);
  }

  /**
   * The Docker engine at this address, for whoever clears up after a hub that has ended.
   *
   * @throws EngineException when it does not answer
   */
  public static Engine at(String dockerHost, EngineSettings settings, ServerLogs logs) {
    return switch (probe(dockerHost, settings.environment())) {
      case Usable(DockerAddress address, DockerPing.Answer answer) ->
          new DockerEngine(address, answer, settings, logs);
      case Unusable(String reason) ->
          throw new EngineException("no Docker engine at " + dockerHost + ": " + reason);
    };
  }

  /** Looks like {@link #choose}, and chooses nothing. */
  public static Survey survey(Map<String, String> environment, Path userHome) {
    List<String> passedOver = new ArrayList<>();
    Optional<String> docker =
        find(environment, userHome, passedOver)
            .map(found ->
                "%s at %s, found by %s"
                    .formatted(found.usable().answer().server(), found.host(), found.foundBy()));
    return new Survey(docker, passedOver, ProcessEngine.sandboxTrouble(environment, userHome));
  }

  /** The address of the Docker engine that {@link #choose} would choose; empty without one. */
  public static Optional<String> dockerHost(Map<String, String> environment, Path userHome) {
    return find(environment, userHome, new ArrayList<>()).map(Found::host);
  }

  private static Optional<Found> find(
      Map<String, String> environment, Path userHome, List<String> passedOver) {
    if (EngineSettings.withoutDocker(environment)) {
      passedOver.add("every Docker engine: DOCKER_MCP_ENABLED is false");
      return Optional.empty();
    }
    Set<String> tried = new LinkedHashSet<>();
    for (var candidate : new DockerLookup(environment, userHome).candidates()) {
      if (!tried.add(candidate.host())) {
        continue;
      }
      switch (probe(candidate.host(), environment)) {
        case Usable usable -> {
          return Optional.of(new Found(candidate.host(), candidate.foundBy(), usable));
        }
        case Unusable(String reason) ->
            passedOver.add(candidate.host() + " (" + candidate.foundBy() + "): " + reason);
      }
    }
    return Optional.empty();
  }

  private record Found(String host, String foundBy, Usable usable) {}

  private sealed interface Probe {}

  private record Usable(DockerAddress address, DockerPing.Answer answer) implements Probe {}

  private record Unusable(String reason) implements Probe {}

  private static Probe probe(String host, Map<String, String> environment) {
    try {
      DockerAddress address = DockerAddress.parse(host);
      if (address instanceof DockerAddress.Tcp && environment.containsKey("DOCKER_TLS_VERIFY")) {
        return new Unusable("TLS to an engine is not supported; use its Unix socket");
      }
      return switch (DockerPing.of(address)) {
        case DockerPing.Answer answer -> new Usable(address, answer);
        case DockerPing.Silence(String reason) -> new Unusable(reason);
      };
    } catch (IllegalArgumentException e) {
      return new Unusable(String.valueOf(e.getMessage()));
    }
  }
}
