package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.engine.DockerImageStore;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.EngineSettings;
import dev.mcpcentral.hub.engine.Engines;
import dev.mcpcentral.hub.engine.ImageStore;
import dev.mcpcentral.hub.engine.ServerLogs;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.image.LocalImages;
import dev.mcpcentral.hub.image.Locks;
import dev.mcpcentral.hub.launcher.LauncherEngine;
import dev.mcpcentral.hub.rollout.Site;
import dev.mcpcentral.hub.secret.SecretLookup;
import dev.mcpcentral.hub.spec.Form;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The engine and what fits it, found in the background while the endpoints answer already. The
 * choice is made once.
 */
final class EngineRoom implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EngineRoom.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(500);

  private record Found(
      Engines.Choice choice,
      Images images,
      Optional<ImageStore> store,
      Optional<ReaperProcess> reaper) {}

  private final CompletableFuture<Found> found = new CompletableFuture<>();
  private final EngineSettings settings;
  private final ServerLogs logs;
  private final Path home;
  private @Nullable Site beside;

  /** Why nothing was found yet. */
  private volatile Optional<String> waiting = Optional.empty();

  private volatile boolean closed;

  /**
   * Begins to look; every other method waits until something was found, which takes seconds at
   * most.
   */
  EngineRoom(
      EngineSettings settings,
      ServerLogs logs,
      Path home,
      Optional<String> mirror,
      Locks locks,
      List<String> reaper) {
    this.settings = settings;
    this.logs = logs;
    this.home = home;
    Thread.ofVirtual()
        .name("engine lookup")
        .start(() -> {
          try {
            Optional<Path> launcher = LauncherEngine.socket(settings.environment());
            found.complete(
                launcher.isPresent()
                    ? await(launcher.get(), mirror, locks)
                    : find(settings, logs, home, mirror, locks, reaper));
          } catch (RuntimeException failed) {
            found.completeExceptionally(failed);
          }
        });
  }

  private static Found find(
      EngineSettings settings,
      ServerLogs logs,
      Path home,
      Optional<String> mirror,
      Locks locks,
      List<String> reaper) {
    Engines.Choice choice = Engines.choose(settings, logs);
    if (choice.dockerHost().isEmpty()) {
      return new Found(choice, LocalImages.forProcesses(home), Optional.empty(), Optional.empty());
    }
    DockerImageStore store = DockerImageStore.connect(choice.dockerHost().get());
    LocalImages images = LocalImages.forDocker(home, store, mirror, Optional.of(locks));
    return new Found(
        choice, images, Optional.of(store), ReaperProcess.start(reaper, choice.dockerHost().get()));
  }

  /** The launcher was named, so there is no other choice; both may be starting now. */
  private Found await(Path socket, Optional<String> mirror, Locks locks) {
    while (true) {
      try {
        return launched(socket, mirror, locks);
      } catch (EngineException notYet) {
        if (waiting.isEmpty()) {
          LOG.log(System.Logger.Level.WARNING, notYet.getMessage());
        }
        waiting = Optional.ofNullable(notYet.getMessage());
        rest(notYet);
      }
    }
  }

  private void rest(EngineException notYet) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (closed) {
      throw notYet;
    }
  }

  /** The launcher is the reaper as well: it outlives the hub. */
  private Found launched(Path socket, Optional<String> mirror, Locks locks) {
    LauncherEngine engine =
        LauncherEngine.connect(
            socket, logs, new SecretLookup(settings.environment(), settings.home()));
    ImageStore store = engine.images();
    Engines.Choice choice =
        new Engines.Choice(engine, Optional.empty(), engine.description(), List.of());
    return new Found(
        choice,
        LocalImages.forDocker(home, store, mirror, Optional.of(locks)),
        Optional.of(store),
        Optional.empty());
  }

  Engine engine() {
    return found.join().choice().engine();
  }

  Images images() {
    return found.join().images();
  }

  /** Where servers of a form run; processes beside containers only where somebody wants one. */
  Site site(Form form) {
    Found all = found.join();
    return form == Form.CONTAINER || all.choice().engine().kind() == Engine.Kind.PROCESS
        ? new Site(all.choice().engine(), all.images())
        : processes();
  }

  private synchronized Site processes() {
    Site known = beside;
    if (known == null) {
      known = new Site(Engines.processes(settings, logs), LocalImages.forProcesses(home));
      beside = known;
    }
    return known;
  }

  /** The engine's images; empty where servers run as processes. */
  Optional<ImageStore> store() {
    return found.join().store();
  }

  /** For people; never waits. */
  String description() {
    return found.isDone() && !found.isCompletedExceptionally()
        ? found.join().choice().because()
        : waiting.isPresent() ? "waiting for the launcher" : "looking for an engine";
  }

  List<String> passedOver() {
    return found.join().choice().passedOver();
  }

  /** Why the engine cannot be used now; never waits for the first look. */
  Optional<String> trouble() {
    return found.isDone() && !found.isCompletedExceptionally() ? engine().trouble() : waiting;
  }

  /** What servers moved through their ways out; never waits. */
  Map<ServerName, Traffic> traffic() {
    return found.isDone() && !found.isCompletedExceptionally() ? engine().traffic() : Map.of();
  }

  /** What of servers' egress does not work, or is not guarded, on this machine; never waits. */
  Map<ServerName, List<String>> egressGaps() {
    Map<ServerName, List<String>> gaps = new TreeMap<>();
    if (found.isDone() && !found.isCompletedExceptionally()) {
      engine()
          .waysOut()
          .forEach((server, wayOut) -> {
            if (!wayOut.gaps().isEmpty()) {
              gaps.put(server, wayOut.gaps());
            }
          });
    }
    return gaps;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (beside != null) {
      beside.engine().close();
    }
    if (found.isDone() && !found.isCompletedExceptionally()) {
      found.join().choice().engine().close();
      found.join().store().ifPresent(ImageStore::close);
      found.join().reaper().ifPresent(ReaperProcess::close);
    }
  }
}
