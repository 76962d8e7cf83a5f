package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The base images of this installation: each pulled or assembled once, and kept as files. */
final class Bases {
  private final Path folder;
  private final Target target;
  private final BasePull registry;
  private final Map<BaseKind, ReentrantLock> locks = new EnumMap<>(BaseKind.class);

  /**
   * @param folder where the bases are kept
   */
  Bases(Path folder, Target target, BasePull registry) {
    this.folder = folder;
    this.target = target;
    this.registry = registry;
    for (BaseKind kind : BaseKind.values()) {
      locks.put(kind, new ReentrantLock());
    }
  }

  /**
   * The base for this kind; waits while another thread is making it.
   *
   * @throws ImageException when it can neither be pulled nor assembled
   */
  Base get(BaseKind kind, Images.Progress progress) {
    ReentrantLock lock = java.util.Objects.requireNonNull(locks.get(kind));
    lock.lock();
    try {
      Path home = folder.resolve(kind.word() + "-" + target.architecture());
      if (!Files.exists(home.resolve("base.json"))) {
        make(kind, home, progress);
      }
      return Json.read(home.resolve("base.json"), Base.class).in(home);
    } catch (IOException e) {
      throw new ImageException(
          "The base image for " + kind.word() + " cannot be made: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private Base assembled(BaseKind kind, Path work, Images.Progress progress) throws IOException {
    try {
      return new BaseAssembly(target, work, progress).assemble(kind);
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

  private void make(BaseKind kind, Path home, Images.Progress progress) throws IOException {
    Files.createDirectories(folder);
    Path work = Files.createTempDirectory(folder, ".making-");
    try {
      Optional<Base> pulled = registry.pull(kind, work, progress);
      if (pulled.isEmpty()) {
        progress.step(
            "assembling the base image for " + kind.word() + " (no image registry reachable)");
      }
      Base base = pulled.isPresent() ? pulled.get() : assembled(kind, work, progress);
      Json.write(work.resolve("base.json"), base);
      Files.move(work, home, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.remove(work);
    }
  }
}
