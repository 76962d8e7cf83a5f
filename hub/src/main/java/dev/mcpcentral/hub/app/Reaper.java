package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.EngineSettings;
import dev.mcpcentral.hub.engine.Engines;
import dev.mcpcentral.hub.engine.ServerLogs;
import dev.mcpcentral.hub.store.StateDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Waits for the end of a hub. When it was killed and no other takes its state within a grace, its
 * containers, networks and secrets are removed: nobody else would.
 *
 * @param installation of the hub's
 * @param dockerHost the engine with the containers
 * @param grace for the next hub, which may adopt what runs
 * @param environment in which the secrets' folder is found
 */
public record Reaper(
    Path home,
    String installation,
    String dockerHost,
    Duration grace,
    Map<String, String> environment) {
  /** What the hub writes when there is nothing to do. */
  static final int ORDERLY = 'q';

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** How often an engine is tried that does not answer, half a minute apart. */
  private static final int ATTEMPTS = 20;

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(30);

  /** How it ended. */
  public enum End {
    /** The hub stopped by itself. */
    ORDERLY,
    /** Another hub took the state. */
    SUCCEEDED,
    /** What the hub left is removed. */
    REAPED,
    /** The engine did not answer for ten minutes. */
    GIVEN_UP
  }

  /** Blocks as long as the hub lives, which is as long as {@code hub} does not end. */
  public End run(InputStream hub) throws IOException, InterruptedException {
    if (hub.read() == ORDERLY) {
      return End.ORDERLY;
    }
    if (succeeded(grace)) {
      return End.SUCCEEDED;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return reaped() ? End.REAPED : End.SUCCEEDED;
      } catch (EngineException e) {
        if (attempt == ATTEMPTS) {
          return End.GIVEN_UP;
        }
      }
      if (succeeded(BETWEEN_ATTEMPTS)) {
        return End.SUCCEEDED;
      }
    }
  }

  private boolean succeeded(Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (System.nanoTime() < deadline) {
      if (StateDirectory.holder(home).isPresent()) {
        return true;
      }
      Thread.sleep(PAUSE);
    }
    return StateDirectory.holder(home).isPresent();
  }

  /** A state folder that is gone is taken by nobody. */
  private boolean reaped() {
    if (Files.isDirectory(home)) {
      return StateDirectory.withoutHub(home, this::reap);
    }
    reap();
    return true;
  }

  private void reap() {
    InstantSource clock = InstantSource.system();
    EngineSettings settings =
        new EngineSettings(installation, home, false, environment, home, List::of, clock);
    try (ServerLogs logs = new ServerLogs(noLogs(), clock);
        Engine engine = Engines.at(dockerHost, settings, logs)) {
      engine.sweep(Set.of());
    }
  }

  /** No server is started here, so none has anything to say. */
  private static Path noLogs() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
