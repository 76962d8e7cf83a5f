package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.nio.file.Path;

/** Tries a server that is to be declared. */
record Newcomer(Workshop workshop, DiscoveredServers discovered, Path configuration) {
  /**
   * The spec as it can be declared: with its version pinned.
   *
   * @throws FleetException when it does not run; the message is for people
   */
  ServerSpec tried(ServerSpec spec, Images.Progress progress) {
    return spec.source() instanceof Source.Container container
        ? existing(spec, container, progress)
        : new Probe(workshop).run(spec, configuration, progress);
  }

  /**
   * No throw-away instance: there is one container, and whoever speaks to it already may go on. A
   * discovered one keeps the port and path of its labels where none are given.
   */
  private ServerSpec existing(
      ServerSpec spec, Source.Container container, Images.Progress progress) {
    progress.step("looking at container " + container.name());
    try {
      workshop.engine(spec).look(container.name());
    } catch (EngineException refused) {
      throw new FleetException(String.valueOf(refused.getMessage()), refused);
    }
    return spec.port().isPresent()
        ? spec
        : discovered
            .of(container)
            .map(labelled -> spec.withHttp(labelled.port(), labelled.httpPath()))
            .orElse(spec);
  }
}
