package dev.mcpcentral.hub.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
   * Looks for a Docker engine in the docker command line's own order, 2 s for each place; without
   * one, servers run as sandboxed processes.
   */
  public static Choice choose(EngineSettings settings, ServerLogs logs) {
    List<String> passedOver = new ArrayList<>();
    Set<String> tried = new LinkedHashSet<>();
    for (var candidate :
        new DockerLookup(settings.environment(), settings.userHome()).candidates()) {
      if (!tried.add(candidate.host())) {
        continue;
      }
      switch (probe(candidate.host(), settings)) {
        case Usable(DockerAddress address, DockerPing.Answer answer) -> {
          DockerEngine engine = new DockerEngine(address, answer, settings, logs);
          return new Choice(
              engine,
              Optional.of(candidate.host()),
              engine.description() + ", found by " + candidate.foundBy(),
              passedOver);
        }
        case Unusable(String reason) ->
            passedOver.add(candidate.host() + " (" + candidate.foundBy() + "): " + reason);
      }
    }
    ProcessEngine engine = ProcessEngine.create(settings, logs);
    return new Choice(
        engine,
        Optional.empty(),
        "no Docker engine answers, so: " + engine.description(),
        passedOver);
  }

  private sealed interface Probe {}

  private record Usable(DockerAddress address, DockerPing.Answer answer) implements Probe {}

  private record Unusable(String reason) implements Probe {}

  private static Probe probe(String host, EngineSettings settings) {
    try {
      DockerAddress address = DockerAddress.parse(host);
      if (address instanceof DockerAddress.Tcp
          && settings.environment().containsKey("DOCKER_TLS_VERIFY")) {
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
