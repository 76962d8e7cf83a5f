package dev.mcpcentral.cli;

import dev.mcpcentral.hub.engine.DockerImageStore;
import dev.mcpcentral.hub.engine.Engines;
import java.nio.file.Path;

/** The Docker engine for commands that need one and no hub. */
final class ContainerEngine {
  private ContainerEngine() {}

  /** Its address, as in {@code DOCKER_HOST}; {@link CommandFailure} when none answers. */
  static String address(Session session) {
    Surroundings here = session.surroundings();
    return Engines.dockerHost(here.environment(), here.userHome())
        .orElseThrow(() ->
            CommandFailure.failed(
                "no-engine",
                "no Docker engine answers: start it, then try again (mcp-central doctor)"));
  }

  static DockerImageStore images(Session session) {
    return DockerImageStore.connect(address(session));
  }

  /** The folder of the distribution that this program runs from. */
  static Path distribution() {
    return Path.of(System.getProperty("java.home")).getParent();
  }
}
