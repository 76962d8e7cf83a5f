package dev.mcpcentral.hub.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpcentral.hub.store.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What was found, by the image's digest, in {@code $MCP_CENTRAL_HOME/scans}. */
final class Archive {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final Map<String, Kept> remembered = new ConcurrentHashMap<>();

  Archive(Path folder) {
    this.folder = folder;
  }

  /** What is known by the rules of today; a damaged file is as none. */
  Optional<Kept> find(String digest) {
    Kept known = remembered.get(digest);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Kept> read = DurableFile.read(file(digest, ".json")).flatMap(Archive::parse);
    Optional<Kept> found =
        read.filter(kept ->
            kept.examination().rules() == Examination.RULES
                && kept.examination().digest().equals(digest));
    found.ifPresent(kept -> remembered.put(digest, kept));
    return found;
  }

  private static Optional<Kept> parse(byte[] json) {
    try {
      return Optional.of(JSON.readValue(json, Kept.class));
    } catch (JacksonException damaged) {
      return Optional.empty();
    }
  }

  void keep(Kept kept) {
    String digest = kept.examination().digest();
    DurableFile.replace(file(digest, ".json"), JSON.writeValueAsBytes(kept));
    remembered.put(digest, kept);
  }

  /** The SBOM of that image. */
  Path sbom(String digest) {
    return file(digest, ".cdx.json");
  }

  void keepSbom(String digest, String sbom) {
    DurableFile.replace(sbom(digest), sbom.getBytes(UTF_8));
  }

  private Path file(String digest, String ending) {
    try {
      Files.createDirectories(folder);
    } catch (IOException full) {
      throw new ScanException("Cannot create " + folder + ": " + full, full);
    }
    return folder.resolve(digest.replaceAll("[^A-Za-z0-9.-]", "-") + ending);
  }
}
