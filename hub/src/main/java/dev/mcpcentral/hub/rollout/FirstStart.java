package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.backend.BackendException;
import dev.mcpcentral.hub.backend.ServerBackend;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Starts a server that nobody has seen yet; a few at a time over all servers. */
record FirstStart(ServerSpec spec, Workshop workshop, Images.Progress progress) {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Semaphore OURS = new Semaphore(4);

  /** Those of others run already, and must not keep the hub's own waiting. */
  private static final Semaphore OTHERS = new Semaphore(32);

  /** Waits until the server has told what it offers. */
  void start(ServerBackend fresh) throws BackendException, InterruptedException {
    boolean foreign = spec.source() instanceof Source.Container;
    Semaphore turns = foreign ? OTHERS : OURS;
    turns.acquire();
    try {
      progress.step(
          foreign
              ? "asking it for its tools"
              : "starting it for the first time, to learn its tools");
      fresh.connect(PATIENCE);
    } finally {
      turns.release();
    }
  }

  /**
   * What a throw-away instance offers; nothing when it does not run without network and secrets.
   */
  Offer tried(Preparation ready, Consumer<String> log) throws InterruptedException {
    if (spec.source().elsewhere()) {
      return Offer.NONE;
    }
    OURS.acquire();
    try {
      progress.step("starting a throw-away instance, to learn its tools");
      return new Probe(workshop).see(ready, spec);
    } catch (BackendException | EngineException silent) {
      log.accept("[mcp-central] tried and not seen: " + silent.getMessage());
      return Offer.NONE;
    } finally {
      OURS.release();
    }
  }
}
