package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** The base images of this installation: each pulled or assembled once, and kept as files. */
final class Bases {
  private static final String RECORD = "base.json";

  private final Path folder;
  private final Target target;
  private final BasePull registry;
  private final ConcurrentMap<Path, ReentrantLock> locks = new ConcurrentHashMap<>();

  /**
   * @param folder where the bases are kept
   */
  Bases(Path folder, Target target, BasePull registry) {
    this.folder = folder;
    this.target = target;
    this.registry = registry;
  }

  /**
   * The base for this kind, with these packages in a layer of their own; waits while another thread
   * is making it.
   *
   * @throws ImageException when it can neither be pulled nor assembled
   */
  Base get(BaseKind kind, Extras extras, Images.Progress progress) {
    return extras.isEmpty()
        ? kept(home(kind, ""), kind, work -> made(kind, work, progress))
        : extended(kind, extras, progress);
  }

  /**
   * Packages fit only a base of the same release with the same record of what it holds, so they are
   * never put on a base that somebody else built.
   */
  private Base extended(BaseKind kind, Extras extras, Images.Progress progress) {
    Base below = assembled(kind, progress);
    Path home = home(kind, extras.suffix());
    Maker maker = work -> assembly(work, progress).extend(below, extras);
    Base base = kept(home, kind, maker);
    return base.standsOn(below) ? base : renewed(home, kind, maker);
  }

  private Base assembled(BaseKind kind, Images.Progress progress) {
    Base usual = get(kind, Extras.NONE, progress);
    return usual.assembled()
        ? usual
        : kept(home(kind, "-assembled"), kind, work -> assembly(work, progress).assemble(kind));
  }

  private BaseAssembly assembly(Path work, Images.Progress progress) {
    return new BaseAssembly(target, work, progress);
  }

  private Path home(BaseKind kind, String suffix) {
    return folder.resolve(kind.word() + "-" + target.architecture() + suffix);
  }

  private Base kept(Path home, BaseKind kind, Maker maker) {
    return locked(
        home,
        kind,
        () -> {
          if (!Files.exists(home.resolve(RECORD))) {
            make(home, maker);
          }
        });
  }

  /** The base below was made anew since: so is this one. */
  private Base renewed(Path home, BaseKind kind, Maker maker) {
    return locked(
        home,
        kind,
        () -> {
          Folders.remove(home);
          make(home, maker);
        });
  }

  private Base locked(Path home, BaseKind kind, Making making) {
    ReentrantLock lock = locks.computeIfAbsent(home, _ -> new ReentrantLock());
    lock.lock();
    try {
      making.run();
      return Json.read(home.resolve(RECORD), Base.class).in(home);
    } catch (IOException e) {
      throw new ImageException(
          "The base image for " + kind.word() + " cannot be made: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private void make(Path home, Maker maker) throws IOException {
    Files.createDirectories(folder);
    Path work = Files.createTempDirectory(folder, ".making-");
    try {
      Json.write(work.resolve(RECORD), maker.make(work));
      Files.move(work, home, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.remove(work);
    }
  }

  private Base made(BaseKind kind, Path work, Images.Progress progress) throws IOException {
    Optional<Base> pulled = registry.pull(kind, work, progress);
    if (pulled.isPresent()) {
      return pulled.get();
    }
    progress.step(
        "assembling the base image for " + kind.word() + " (no image registry reachable)");
    try {
      return assembly(work, progress).assemble(kind);
    } catch (ImageException e) {
      throw new ImageException(
          "The base image for "
              + kind.word()
              + " can neither be pulled ("
              + registry.trouble().orElse("no registry has it")
              + ") nor assembled: "
              + e.getMessage(),
          e);
    }
  }

  @FunctionalInterface
  private interface Maker {
    Base make(Path work) throws IOException;
  }

  @FunctionalInterface
  private interface Making {
    void run() throws IOException;
  }
}
