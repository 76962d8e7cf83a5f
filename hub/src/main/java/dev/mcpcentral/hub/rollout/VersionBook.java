package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.store.DurableFile;
import dev.mcpcentral.hub.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What ran behind each server's name, one file a server; enough to return to any of the last 20.
 * Safe for concurrent use. All methods throw {@link StoreException}: a damaged file is never taken
 * for an empty one, because a number would then be given twice.
 */
public final class VersionBook {
  /** Of one server; the oldest are forgotten. */
  static final int MAX_VERSIONS = 20;

  private final Path directory;
  private final InstantSource clock;

  /** {@code directory} exists and is this book's own. */
  public VersionBook(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** Newest first, which is the current one; empty when nothing has been noted. */
  public synchronized List<Version> of(ServerName server) {
    return page(server).versions();
  }

  /** What serves now, as far as it was noted. */
  public Optional<Version> current(ServerName server) {
    return of(server).stream().findFirst();
  }

  /**
   * Notes that something took over behind a name, once it did. Nothing new is noted when the
   * current version has the same source and content.
   *
   * @return the current version
   */
  public synchronized Version took(
      ServerName server, String version, String source, String digest, String how) {
    VersionPage page = page(server);
    Optional<Version> same =
        page.versions().stream()
            .findFirst()
            .filter(now -> now.source().equals(source) && now.digest().equals(digest));
    return same.orElseGet(() -> {
      Version taken = new Version(page.next(), version, source, digest, clock.instant(), how, true);
      DurableFile.replace(file(server), page.with(taken, MAX_VERSIONS).json());
      return taken;
    });
  }

  /**
   * The version with that number, or else the newest with that text.
   *
   * @param numberOrVersion as it is shown
   */
  public Optional<Version> find(ServerName server, String numberOrVersion) {
    List<Version> versions = of(server);
    Optional<Version> numbered =
        versions.stream()
            .filter(one -> String.valueOf(one.number()).equals(numberOrVersion))
            .findFirst();
    return numbered.or(
        () -> versions.stream().filter(one -> one.version().equals(numberOrVersion)).findFirst());
  }

  /** Of a server that is no longer declared; nothing happens when nothing was noted. */
  public synchronized void forget(ServerName server) {
    try {
      Files.deleteIfExists(file(server));
    } catch (IOException e) {
      throw new StoreException("Cannot delete " + file(server) + ": " + e, e);
    }
  }

  private VersionPage page(ServerName server) {
    Path file = file(server);
    Optional<byte[]> content = DurableFile.read(file);
    try {
      return content.isEmpty() ? new VersionPage(1, List.of()) : VersionPage.parse(content.get());
    } catch (IllegalArgumentException damaged) {
      throw new StoreException(
          "%s is damaged (%s). Restore it, or delete it: '%s' serves on, but what ran before is then forgotten."
              .formatted(file, damaged.getMessage(), server),
          damaged);
    }
  }

  private Path file(ServerName server) {
    return directory.resolve(server + ".json");
  }
}
