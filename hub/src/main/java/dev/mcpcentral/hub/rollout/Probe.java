package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.backend.BackendException;
import dev.mcpcentral.hub.backend.ServerBackend;
import dev.mcpcentral.hub.backend.ServerEvents;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.Isolation;
import dev.mcpcentral.hub.engine.Workload;
import dev.mcpcentral.hub.image.ImageException;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.image.Prepared;
import dev.mcpcentral.hub.oci.RegistryException;
import dev.mcpcentral.hub.scan.QuarantinedException;
import dev.mcpcentral.hub.scan.ScanException;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Tries a server before it is declared, and waits for one that is being started. */
final class Probe {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Workshop workshop;

  Probe(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * Prepares the server, starts a throw-away instance and learns its tools, which approves the
   * definitions seen.
   *
   * @return the spec with its source pinned to the version that was tried
   */
  ServerSpec run(ServerSpec spec, Path configuration, Images.Progress progress) {
    try {
      refuseUnsuitable(spec);
      Preparation ready = Preparation.of(spec, workshop, progress);
      progress.step("starting a throw-away instance to see its tools");
      Offer offer = see(ready, spec);
      progress.step("it offers " + offer.list(Listing.TOOLS).size() + " tools");
      ready.prepared().ifPresent(prepared -> publish(spec, prepared, progress));
      return spec.withSource(new Sources(configuration).parse(ready.source()));
    } catch (QuarantinedException | ScanException | RegistryException refused) {
      throw new FleetException(String.valueOf(refused.getMessage()), refused);
    } catch (ImageException | EngineException | BackendException failed) {
      throw new FleetException(
          String.valueOf(failed.getMessage())
              + "\n(its last words, if any: mcp-central logs "
              + spec.name()
              + ")",
          failed);
    }
  }

  /** Programs that run as processes are no images, and stay where they are. */
  void publish(ServerSpec spec, Prepared prepared, Images.Progress progress) {
    if (prepared.workload() instanceof Workload.Image) {
      Optional<Slice> sbom = ImageGate.of(workshop.gate()).admit(spec, prepared, progress);
      workshop.publisher().publishIfThere(spec.name().value(), prepared, sbom, progress);
    }
  }

  /** Starts a throw-away instance, learns what it offers, and keeps that. */
  Offer see(Preparation ready, ServerSpec spec) throws BackendException {
    Seen seen = new Seen(spec);
    try (ServerBackend backend = ready.connect().apply(seen)) {
      backend.connect(PATIENCE);
    }
    workshop.capabilities().keep(ready.key(), seen.offer);
    return seen.offer;
  }

  /** Before minutes are spent on its image. */
  private void refuseUnsuitable(ServerSpec spec) {
    if (!spec.source().elsewhere()
        && workshop.engine(spec).isolation(spec) instanceof Isolation.Refused(var why)) {
      throw new FleetException(why);
    }
  }

  /** Waits, for a minute and a half at most, until a server that was tried before can be called. */
  static void awaitPrepared(ManagedServer server) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (server.standing().state() == ServerStatus.State.PREPARING && System.nanoTime() < end) {
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until {@code server} runs; throws when it fails or takes too long. */
  static void connect(ManagedServer server, String verb) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (System.nanoTime() < end) {
        switch (server.standing().state()) {
          case RUNNING -> {
            return;
          }
          case READY ->
              server
                  .backend()
                  .filter(ServerBackend.class::isInstance)
                  .map(ServerBackend.class::cast)
                  .orElseThrow()
                  .connect(PATIENCE);
          case FAILED, STOPPED ->
              throw new FleetException(
                  "could not "
                      + verb
                      + " '"
                      + server.spec().name()
                      + "': "
                      + server.standing().detail());
          case PREPARING -> Thread.sleep(LOOK);
        }
      }
    } catch (BackendException failed) {
      throw new FleetException(
          "could not " + verb + " '" + server.spec().name() + "': " + failed.getMessage(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    throw new FleetException(
        "'" + server.spec().name() + "' is not running yet; see 'mcp-central status'");
  }

  private final class Seen implements ServerEvents {
    private final ServerSpec spec;
    private Offer offer = Offer.NONE;

    Seen(ServerSpec spec) {
      this.spec = spec;
    }

    @Override
    public void started(String instance, Offer offered) {
      offer = offered;
    }

    @Override
    public void resourceUpdated(String uri, Slice params) {}

    @Override
    public void ended(String how) {
      line("[mcp-central] probe: " + how);
    }

    @Override
    public void line(String text) {
      workshop.logs().append(spec.name(), text);
    }
  }
}
