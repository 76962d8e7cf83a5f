package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.ImageStore;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/** Prepares servers on this machine and keeps what it prepared under the state folder. */
public final class LocalImages implements Images {
  private static final int BUILDS_AT_A_TIME = 2;

  private final Path packages;
  private final Finish finish;
  private final DirectorySource directories;
  private final Optional<ImageSource> references;
  private final Semaphore builds = new Semaphore(BUILDS_AT_A_TIME);
  private final ConcurrentMap<Source, ReentrantLock> locks = new ConcurrentHashMap<>();

  private final Optional<ImageStore> store;
  private final Optional<Locks> committed;

  private LocalImages(
      Path packages, Finish finish, Optional<ImageStore> store, Optional<Locks> committed) {
    this.packages = packages;
    this.finish = finish;
    this.store = store;
    this.committed = committed;
    this.directories = new DirectorySource(store, packages, finish);
    this.references = store.map(ImageSource::new);
  }

  /**
   * Images for a Docker engine.
   *
   * @param home the state folder ({@code $MCP_CENTRAL_HOME})
   * @param mirror prefix that replaces the registry of base images ({@code images.mirror})
   * @throws EngineException when the engine does not answer
   */
  public static LocalImages forDocker(Path home, ImageStore store, Optional<String> mirror) {
    return forDocker(home, store, mirror, Optional.empty());
  }

  /** The same, keeping to the locks that the operator has committed. */
  public static LocalImages forDocker(
      Path home, ImageStore store, Optional<String> mirror, Optional<Locks> committed) {
    Path packages = home.resolve("packages");
    Target target = Target.container(store.architecture());
    var bases = new Bases(packages.resolve("bases"), target, new BasePull(store, mirror));
    return new LocalImages(
        packages, new ImageFinish(store, target, bases), Optional.of(store), committed);
  }

  /** Folders for servers that run as processes on this machine. */
  public static LocalImages forProcesses(Path home) {
    return new LocalImages(
        home.resolve("packages"), new FolderFinish(), Optional.empty(), Optional.empty());
  }

  @Override
  public Prepared prepare(ServerSpec spec, Progress progress) {
    ReentrantLock lock = locks.computeIfAbsent(spec.source(), _ -> new ReentrantLock());
    if (!lock.tryLock()) {
      progress.step("waiting for another preparation of " + spec.source());
      lock.lock();
    }
    try {
      builds.acquire();
      try {
        Optional<CommittedLock> written = committed.flatMap(all -> all.find(spec.name().value()));
        return prepare(spec.source(), finish.with(spec.packages()), written, progress);
      } finally {
        builds.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException("Preparing '" + spec.name() + "' was interrupted", e);
    } catch (EngineException e) {
      throw new ImageException(e.getMessage() == null ? "The engine failed" : e.getMessage(), e);
    } catch (ImageException e) {
      throw FullDisk.isCauseOf(e) ? FullDisk.explained(packages, e) : e;
    } catch (IOException e) {
      throw FullDisk.isCauseOf(e)
          ? FullDisk.explained(packages, e)
          : new ImageException("Preparing '" + spec.name() + "' failed: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private Prepared prepare(
      Source source, Finish finish, Optional<CommittedLock> lock, Progress progress)
      throws IOException {
    return switch (source) {
      case Source.Npm(String name, Optional<String> version) ->
          npm(finish).prepare(name, checked(version), lock, progress);
      case Source.Pypi(String name, Optional<String> version) ->
          pypi(finish).prepare(name, checked(version), lock, progress);
      case Source.Go(String module, Optional<String> version) ->
          go(finish).prepare(module, checked(version), lock, progress);
      case Source.ImageReference image -> references(image).prepare(image.reference(), progress);
      case Source.Directory(Path folder) -> directories.prepare(folder, lock, progress);
      case Source.Container(String name) ->
          throw new ImageException("container " + name + " exists: there is nothing to prepare");
      case Source.Remote(var url) ->
          throw new ImageException(url + " runs elsewhere: there is nothing to prepare");
    };
  }

  @Override
  public Materials materials(Prepared prepared, Path work) {
    Optional<Materials> ours = prepared.materials().filter(one -> !one.layers().isEmpty());
    if (ours.isPresent()) {
      return ours.get();
    }
    ImageStore engine =
        store.orElseThrow(
            () -> new ImageException("Servers run as processes here: images need a Docker engine"));
    try {
      return SavedImage.take(engine, prepared.digest(), work);
    } catch (IOException e) {
      throw new ImageException(
          "Saving " + prepared.pinnedSource() + " to " + work + " failed: " + e.getMessage(), e);
    }
  }

  private PackageSource npm(Finish finish) {
    var fetcher = new NpmFetcher(finish.target(), finish.compiler());
    return new PackageSource("npm", Language.NODE, packages, fetcher, finish);
  }

  private PackageSource pypi(Finish finish) {
    var fetcher =
        new PypiFetcher(finish.target(), () -> finish.runtimeVersion(Language.PYTHON, _ -> {}));
    return new PackageSource("pypi", Language.PYTHON, packages, fetcher, finish);
  }

  private PackageSource go(Finish finish) {
    return new PackageSource("go", Language.GO, packages, new GoFetcher(finish.target()), finish);
  }

  private ImageSource references(Source.ImageReference image) {
    return references.orElseThrow(() ->
        new ImageException(
            "image:" + image.reference() + " needs a Docker engine, and none is in use"));
  }

  private static Optional<String> checked(Optional<String> version) {
    return version.map(Names::version);
  }
}
