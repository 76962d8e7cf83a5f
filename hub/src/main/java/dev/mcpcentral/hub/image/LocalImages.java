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

  private final PackageSource npm;
  private final PackageSource pypi;
  private final PackageSource go;
  private final Semaphore builds = new Semaphore(BUILDS_AT_A_TIME);
  private final ConcurrentMap<Source, ReentrantLock> locks = new ConcurrentHashMap<>();

  private LocalImages(Path packages, Finish finish) {
    Target target = finish.target();
    this.npm = new PackageSource("npm", packages, new NpmFetcher(target), finish);
    this.pypi =
        new PackageSource(
            "pypi",
            packages,
            new PypiFetcher(target, () -> finish.runtimeVersion(Language.PYTHON, _ -> {})),
            finish);
    this.go = new PackageSource("go", packages, new GoFetcher(target), finish);
  }

  /**
   * Images for a Docker engine.
   *
   * @param home the state folder ({@code $MCP_CENTRAL_HOME})
   * @param mirror prefix that replaces the registry of base images ({@code images.mirror})
   * @throws EngineException when the engine does not answer
   */
  public static LocalImages forDocker(Path home, ImageStore store, Optional<String> mirror) {
    Path packages = home.resolve("packages");
    Target target = Target.container(store.architecture());
    var bases = new Bases(packages.resolve("bases"), target, new BasePull(store, mirror));
    return new LocalImages(packages, new ImageFinish(store, target, bases));
  }

  /** Folders for servers that run as processes on this machine. */
  public static LocalImages forProcesses(Path home) {
    return new LocalImages(home.resolve("packages"), new FolderFinish());
  }

  @Override
  public Prepared prepare(ServerSpec spec, Progress progress) {
    ReentrantLock lock = locks.computeIfAbsent(spec.source(), _ -> new ReentrantLock());
    lock.lock();
    try {
      builds.acquire();
      try {
        return prepare(spec.source(), progress);
      } finally {
        builds.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException("Preparing '" + spec.name() + "' was interrupted", e);
    } catch (EngineException e) {
      throw new ImageException(e.getMessage() == null ? "The engine failed" : e.getMessage(), e);
    } catch (IOException e) {
      throw new ImageException("Preparing '" + spec.name() + "' failed: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private Prepared prepare(Source source, Progress progress) throws IOException {
    return switch (source) {
      case Source.Npm(String name, Optional<String> version) ->
          npm.prepare(Names.npm(name), checked(version), progress);
      case Source.Pypi(String name, Optional<String> version) ->
          pypi.prepare(Names.pypi(name), checked(version), progress);
      case Source.Go(String module, Optional<String> version) ->
          go.prepare(Names.go(module), checked(version), progress);
      case Source.ImageReference image -> throw new ImageException("not yet: " + image);
      case Source.Directory directory -> throw new ImageException("not yet: " + directory);
      case Source.Remote(var url) ->
          throw new ImageException(url + " runs elsewhere: there is nothing to prepare");
    };
  }

  private static Optional<String> checked(Optional<String> version) {
    return version.map(Names::version);
  }
}
