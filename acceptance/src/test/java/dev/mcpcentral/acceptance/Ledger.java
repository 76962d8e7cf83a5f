package dev.mcpcentral.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Releases of {@code acceptance/servers/ledger} in folders of their own, and the file in which all
 * of them write down the calls that they carry out.
 */
final class Ledger {
  static final String USUAL = "Writes an entry into the ledger";
  private static final Path PROGRAM = Product.ACCEPTANCE.resolve("servers/ledger");

  private final Path directory;

  /** One line of the file. */
  record Entry(String version, String instance, String text) {
    private static Entry of(String line) {
      String[] words = line.split(" ", 3);
      return new Entry(words[0], words[1], words[2]);
    }
  }

  /** What the tool {@code note} answers. */
  record Receipt(String version, String instance, int count) {
    static Receipt of(Reply reply) {
      String[] words = reply.text().split(" ", 3);
      if (reply.failed() || words.length != 3) {
        throw new AssertionError("not noted: " + reply);
      }
      return new Receipt(words[0], words[1], Integer.parseInt(words[2]));
    }
  }

  /**
   * @param directory where releases and the file come to be
   */
  Ledger(Path directory) {
    this.directory = directory;
    try {
      SixServers.ownedFolder(pages());
      Files.createFile(file());
      // A process writes as whoever runs the hub, a container as the folder's owner.
      Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pages() {
    return directory.resolve("ledger");
  }

  private Path file() {
    return pages().resolve("entries");
  }

  /** Makes a release that behaves, and gives its source. */
  String release(String version) {
    return release(version, "", USUAL);
  }

  /**
   * Makes a release, and gives its source.
   *
   * @param fault empty, {@code start} or {@code calls}
   */
  String release(String version, String fault, String description) {
    Path folder = directory.resolve("release-" + version);
    try {
      Files.createDirectory(folder);
      for (String file : List.of("package.json", "package-lock.json", "server.mjs")) {
        Files.copy(PROGRAM.resolve(file), folder.resolve(file));
      }
      var release = Map.of("version", version, "fault", fault, "description", description);
      Files.writeString(folder.resolve("release.json"), Json.write(release));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "dir:" + folder;
  }

  /**
   * The YAML of the server.
   *
   * @param more further lines, indented by four spaces; may be empty
   */
  String declared(String name, String source, String more) {
    return """
      %s:
        source: %s
        mounts: [{source: %s, target: /ledger, mode: rw}]
    """
            .formatted(name, source, pages())
        + more;
  }

  /** The same without the file. */
  static String unkept(String name, String source, String more) {
    return "  %s:\n    source: %s\n".formatted(name, source) + more;
  }

  /** All that was carried out, in that order. */
  List<Entry> entries() {
    try (Stream<String> lines = Files.lines(file())) {
      return lines.map(Entry::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
