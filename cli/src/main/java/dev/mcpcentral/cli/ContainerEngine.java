package dev.mcpcentral.cli;

import dev.mcpcentral.hub.engine.DockerImageStore;
import dev.mcpcentral.hub.engine.Engines;
import java.nio.file.Path;
import java.time.Duration;

/** The Docker engine for commands that need one and no hub. */
final class ContainerEngine {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private ContainerEngine() {}

  /** Its address, as in {@code DOCKER_HOST}; {@link CommandFailure} when none answers. */
  static String address(Session session) {
    Libraries.quiet();
    Surroundings here = session.surroundings();
    return Engines.dockerHost(here.environment(), here.userHome())
        .orElseThrow(() ->
            CommandFailure.failed(
                "no-engine",
                "no Docker engine answers: start it, then try again (mcp-central doctor)"));
  }

  /** Returns when one answers, or after a minute: the hub then says what it runs servers on. */
  static void await(Session session) throws InterruptedException {
    Surroundings here = session.surroundings();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (var _ = new Waiting(session.output(), "waiting for a Docker engine")) {
      while (Engines.dockerHost(here.environment(), here.userHome()).isEmpty()
          && System.nanoTime() < end) {
        Thread.sleep(PAUSE);
      }
    }
  }

  static DockerImageStore images(Session session) {
    return DockerImageStore.connect(address(session));
  }

  /** The folder of the distribution that this program runs from. */
  static Path distribution() {
    return Path.of(System.getProperty("java.home")).resolveSibling("");
  }
}
