package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.Instance.Wire;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.io.IOException;
import java.util.Optional;

/**
 * Speaks to containers that somebody else starts and ends. Nothing of them is ever removed; one
 * over stdio is started anew where its process has been spoken to before.
 */
final class ForeignContainers {
  private final DockerApi api;
  private final Claims claims;
  private final ProcessAges ages;
  private final EngineSettings settings;
  private final ServerLogs logs;
  private final ContainerInspection inspection;
  private final Renewal renewal;

  ForeignContainers(
      DockerApi api, Claims claims, ProcessAges ages, EngineSettings settings, ServerLogs logs) {
    this.api = api;
    this.claims = claims;
    this.ages = ages;
    this.settings = settings;
    this.logs = logs;
    this.inspection = new ContainerInspection(api);
    this.renewal = new Renewal(api, ages, inspection);
  }

  /** A container that runs. */
  ContainerFacts look(String name) {
    ContainerFacts container =
        inspection
            .of(name)
            .orElseThrow(() ->
                new EngineException(
                    "there is no container '" + name + "': whoever starts it has to start it"));
    switch (container.state()) {
      case ENDED ->
          throw new EngineException(
              "container '" + name + "' does not run: docker start " + name + ", or wait");
      case PAUSED ->
          throw new EngineException("container '" + name + "' is paused: docker unpause " + name);
      case RUNNING, WARMING, UNHEALTHY -> {}
    }
    if (container.labels().containsKey(Labels.INSTALLATION)) {
      throw new EngineException(
          "container '" + name + "' is a hub's own: declare its server where it came from");
    }
    return container;
  }

  Instance connect(String name, ServerSpec spec) {
    ContainerFacts container = look(name);
    try {
      Optional<String> other = claims.claim(container.id());
      if (other.isPresent()) {
        throw new UnfitContainerException(Selection.takenBy(other.get(), container.id()));
      }
      return spec.port().isPresent()
          ? http(container, spec.port().getAsInt())
          : stdio(container, spec.name());
    } catch (UnfitContainerException unfit) {
      throw new EngineException("container '" + name + "' cannot be used: " + unfit.reason());
    }
  }

  private Instance http(ContainerFacts container, int port) throws UnfitContainerException {
    Whereabouts here = Whereabouts.find(inspection, settings.environment());
    Wire wire = new Wire.Http(here.address(container, port));
    return new ForeignInstance(container.id(), wire, Optional.empty(), watch(container)).watched();
  }

  private Instance stdio(ContainerFacts container, ServerName server)
      throws UnfitContainerException {
    LabelledServer.checkStdio(container);
    DockerConnection connection =
        ages.take(container.id(), container.process())
            ? attach(container)
            : renewed(container, server);
    AttachedStdout stdout =
        new AttachedStdout(connection, new LineSplitter(line -> logs.append(server, line)));
    Wire wire = new Wire.Stdio(stdout, new AttachedStdin(connection), false);
    return new ForeignInstance(container.id(), wire, Optional.of(connection), watch(container))
        .watched();
  }

  private DockerConnection attach(ContainerFacts container) {
    try {
      return Attach.open(api, container.id(), true);
    } catch (IOException e) {
      throw api.doesNotAnswer(String.valueOf(e.getMessage()));
    }
  }

  private DockerConnection renewed(ContainerFacts container, ServerName server) {
    logs.append(
        server,
        "[mcp-central] container "
            + container.name()
            + " ran already, and a server over stdio has one conversation in its life: it is stopped and started again");
    return renewal.of(container);
  }

  private ExitWatch watch(ContainerFacts container) {
    return new ExitWatch(api, container.id(), 0);
  }
}
