package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One ecosystem's packages, from the name in a configuration to something that can be started. */
final class PackageSource {
  private static final System.Logger LOG = System.getLogger(PackageSource.class.getName());

  private final String ecosystem;
  private final Language language;
  private final Path packages;
  private final Fetcher fetcher;
  private final Finish finish;

  /**
   * @param ecosystem the word before the colon in {@code source:}
   * @param packages where everything fetched is kept
   */
  PackageSource(
      String ecosystem, Language language, Path packages, Fetcher fetcher, Finish finish) {
    this.ecosystem = ecosystem;
    this.language = language;
    this.packages = packages;
    this.fetcher = fetcher;
    this.finish = finish;
  }

  /**
   * Uses no network when the version was prepared before.
   *
   * @param committed what the operator has written down for this server, which may be for something
   *     else by now
   */
  Prepared prepare(
      String name,
      Optional<String> word,
      Optional<CommittedLock> committed,
      Images.Progress progress)
      throws IOException {
    var shelf = new Shelf(packages, ecosystem, name);
    String version = pinned(shelf, name, word, committed, progress);
    String source = ecosystem + ":" + name + "@" + version;
    Path home = shelf.home(version, finish.place());
    Optional<CommittedLock> lock = fitting(committed, name, version, progress);
    Optional<Shelf.Shelved> known = shelf.find(version, finish.place());
    Shelf.Shelved shelved =
        known.isPresent() && (lock.isEmpty() || lock.get().isIn(home.resolve("lock")))
            ? restored(shelf, source, known.get(), progress)
            : made(shelf, source, new Wanted(name, version, lock), progress);
    return finish.prepared(source, shelved, home, progress);
  }

  /** What is to be made. */
  private record Wanted(String name, String version, Optional<CommittedLock> lock) {}

  private Optional<CommittedLock> fitting(
      Optional<CommittedLock> committed, String name, String version, Images.Progress progress) {
    String key = CommittedLock.key(ecosystem, name, version);
    Optional<CommittedLock> lock = committed.filter(one -> one.isFor(key, finish.target()));
    if (committed.isPresent() && lock.isEmpty()) {
      progress.step(
          "leaving the lock in %s aside: it is for %s on %s"
              .formatted(
                  committed.get().folder(),
                  committed.get().content().source(),
                  committed.get().content().architecture()));
    }
    return lock;
  }

  private String pinned(
      Shelf shelf,
      String name,
      Optional<String> word,
      Optional<CommittedLock> committed,
      Images.Progress progress)
      throws IOException {
    Optional<String> locked = committed.flatMap(lock -> lock.version(ecosystem, name));
    if (word.isEmpty() && locked.isPresent()) {
      return locked.get();
    }
    Optional<String> pin = shelf.pin(word);
    if (pin.isPresent()) {
      return pin.get();
    }
    if (word.isPresent()
        && (word.equals(locked) || shelf.find(word.get(), finish.place()).isPresent())) {
      return word.get();
    }
    String version = fetcher.resolve(name, word, progress);
    shelf.writePin(word, version);
    return version;
  }

  private Shelf.Shelved restored(
      Shelf shelf, String source, Shelf.Shelved known, Images.Progress progress)
      throws IOException {
    Path home = shelf.home(known.program().version(), finish.place());
    Shelf.Shelved restored = finish.restore(source, known, home, progress);
    if (!restored.equals(known)) {
      shelf.update(restored, finish.place());
    }
    return restored;
  }

  private Shelf.Shelved made(Shelf shelf, String source, Wanted wanted, Images.Progress progress)
      throws IOException {
    // Goes on when the fetch fails: the next server needs the base as well.
    Thread.startVirtualThread(() -> makeReady(progress));
    Path work = shelf.work();
    try {
      Path app = Files.createDirectories(work.resolve("root/app"));
      Path lock = Files.createDirectories(work.resolve("lock"));
      if (wanted.lock().isPresent()) {
        wanted.lock().get().copyTo(lock);
      }
      Program program =
          fetcher.fetch(new Fetcher.Order(wanted.name(), wanted.version(), app, lock, progress));
      Shelf.Shelved shelved = finish.pack(source, program, work, progress);
      shelf.put(work, shelved, finish.place());
      return shelved;
    } finally {
      Folders.remove(work);
    }
  }

  /** Makes the base while the program is fetched; a failure is reported when the base is used. */
  private void makeReady(Images.Progress progress) {
    try {
      finish.runtimeVersion(language, progress);
    } catch (ImageException | EngineException e) {
      LOG.log(System.Logger.Level.DEBUG, e::getMessage);
    }
  }
}
