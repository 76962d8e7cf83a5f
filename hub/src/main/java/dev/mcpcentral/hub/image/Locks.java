package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Locks beside the configuration, to be committed with it: {@code locks/NAME/} holds what a
 * server's dependencies were resolved to. A machine that has the configuration and the locks, and
 * nothing else, fetches exactly that again.
 */
public final class Locks {
  private final Path folder;

  /**
   * @param folder {@code locks} beside the configuration file; need not exist
   */
  public Locks(Path folder) {
    this.folder = folder;
  }

  /** The locks that belong to this configuration file. */
  public static Locks beside(Path configuration) {
    return new Locks(configuration.resolveSibling("locks"));
  }

  /**
   * Writes down what {@code prepared} was made of, replacing what was there as a whole.
   *
   * @return the folder, for people
   * @throws ImageException when it cannot be written; what was there before then still is
   */
  public Path write(String name, Prepared prepared, Materials materials) {
    Path place = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      Path work = Files.createTempDirectory(folder, ".writing-");
      try {
        if (Files.isDirectory(materials.lock())) {
          Folders.copy(materials.lock(), work, Set.of());
        }
        Json.write(work.resolve(CommittedLock.RECORD), record(prepared, materials));
        Folders.readable(work);
        Folders.remove(place);
        Files.move(work, place, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Folders.remove(work);
      }
      return place;
    } catch (IOException e) {
      throw new ImageException("The lock cannot be written to " + place + ": " + e, e);
    }
  }

  private static CommittedLock.Content record(Prepared prepared, Materials materials) {
    List<String> layers = materials.layers().stream().map(Materials.Layer::diffId).toList();
    String base = materials.base().isEmpty() ? "" : materials.base().getFirst();
    return new CommittedLock.Content(
        CommittedLock.key(prepared), prepared.version(), architecture(materials), base, layers);
  }

  private static String architecture(Materials materials) {
    return Json.parse(materials.config(), "the image").path("architecture").asString("");
  }

  /** What was written for this server before. */
  Optional<CommittedLock> find(String name) {
    Path place = folder.resolve(name);
    return Files.exists(place.resolve(CommittedLock.RECORD))
        ? Optional.of(CommittedLock.read(place))
        : Optional.empty();
  }

  /** The layers that were written down for this server; empty when nothing was. */
  public List<String> layers(String name) {
    return find(name).map(lock -> lock.content().layers()).orElse(List.of());
  }
}
