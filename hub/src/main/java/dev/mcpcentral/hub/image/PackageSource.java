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

  /** Uses no network when the version was prepared before. */
  Prepared prepare(String name, Optional<String> word, Images.Progress progress)
      throws IOException {
    var shelf = new Shelf(packages, ecosystem, name);
    String version = pinned(shelf, name, word, progress);
    String source = ecosystem + ":" + name + "@" + version;
    Optional<Shelf.Shelved> known = shelf.find(version, finish.place());
    Shelf.Shelved shelved =
        known.isPresent()
            ? restored(shelf, source, known.get(), progress)
            : made(shelf, source, name, version, progress);
    return finish.prepared(source, shelved, shelf.home(version, finish.place()), progress);
  }

  private String pinned(Shelf shelf, String name, Optional<String> word, Images.Progress progress)
      throws IOException {
    Optional<String> pin = shelf.pin(word);
    if (pin.isPresent()) {
      return pin.get();
    }
    if (word.isPresent() && shelf.find(word.get(), finish.place()).isPresent()) {
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

  private Shelf.Shelved made(
      Shelf shelf, String source, String name, String version, Images.Progress progress)
      throws IOException {
    // Goes on when the fetch fails: the next server needs the base as well.
    Thread.startVirtualThread(() -> makeReady(progress));
    Path work = shelf.work();
    try {
      Path app = Files.createDirectories(work.resolve("root/app"));
      Path lock = Files.createDirectories(work.resolve("lock"));
      Program program = fetcher.fetch(new Fetcher.Order(name, version, app, lock, progress));
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
