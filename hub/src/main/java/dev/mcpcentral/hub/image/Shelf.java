package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;

/**
 * The folder of one package: {@code pins/} says which version a word stood for when it was first
 * asked, and each version's folder holds its lock and its program, complete or not at all.
 */
final class Shelf {
  private static final String NEWEST = "newest";
  private static final String RECORD = "prepared.json";

  private final Path folder;

  Shelf(Path packages, String ecosystem, String name) {
    this.folder = packages.resolve(ecosystem).resolve(Names.fileName(name));
  }

  /** The version that was found for this word before. */
  Optional<String> pin(Optional<String> word) throws IOException {
    Path pin = pinFile(word);
    return Files.exists(pin) ? Optional.of(Files.readString(pin).strip()) : Optional.empty();
  }

  void writePin(Optional<String> word, String version) throws IOException {
    Path pin = pinFile(word);
    Files.createDirectories(pin.getParent());
    Path fresh = Files.createTempFile(pin.getParent(), ".pin-", "");
    Files.writeString(fresh, version + "\n");
    Files.move(fresh, pin, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What was prepared of this version for this place. */
  Optional<Shelved> find(String version, String place) {
    Path home = home(version, place);
    Path file = home.resolve(RECORD);
    return Files.exists(file) ? Optional.of(Json.read(file, Shelved.class)) : Optional.empty();
  }

  Path home(String version, String place) {
    return folder.resolve(version).resolve(place);
  }

  /** An empty folder beside the versions, for {@link #put}. */
  Path work() throws IOException {
    Files.createDirectories(folder);
    return Files.createTempDirectory(folder, ".making-");
  }

  /** Puts a complete work folder in its place; an earlier one of that version goes. */
  void put(Path work, Shelved shelved, String place) throws IOException {
    Json.write(work.resolve(RECORD), shelved);
    Path home = home(shelved.program().version(), place);
    Files.createDirectories(home.getParent());
    Folders.remove(home);
    Files.move(work, home, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Replaces the record of a version that is there already. */
  void update(Shelved shelved, String place) {
    Json.write(home(shelved.program().version(), place).resolve(RECORD), shelved);
  }

  private Path pinFile(Optional<String> word) {
    return folder.resolve("pins").resolve(word.orElse(NEWEST));
  }

  /**
   * What is written down about a prepared version.
   *
   * @param diffId of the layer with the program
   * @param imageId in the engine; empty for programs that run as processes
   * @param configuration digest of the image's configuration; empty for processes
   */
  record Shelved(Program program, String diffId, String imageId, String configuration) {
    Shelved {
      // A record written before there was such a thing.
      configuration = Objects.requireNonNullElse(configuration, "");
    }
  }
}
