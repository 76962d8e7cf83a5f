package dev.mcpcentral.hub.image;

import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An image that we made, as a folder of which plain {@code docker build} makes an equal one: a
 * Dockerfile from the template of its language, the program, the lock, and the bill of materials.
 */
public final class BuildContext {
  private static final String DOCKERFILE = "Dockerfile";
  private static final Set<String> OF_THE_PROGRAM =
      Set.of("Cmd", "User", "WorkingDir", "Labels", "Healthcheck");

  private final Materials materials;
  private final JsonNode config;

  /**
   * @throws ImageException for images that somebody else built: they have no template
   */
  public BuildContext(Prepared prepared, Materials materials) {
    this.materials = materials;
    this.config = Json.parse(materials.config(), "the image");
    if (prepared.materials().isEmpty() || language().isEmpty()) {
      throw new ImageException(
          prepared.pinnedSource()
              + " was built by somebody else: there is no Dockerfile to write for it");
    }
  }

  private String language() {
    return labels().path(Language.LABEL).asString("");
  }

  private JsonNode labels() {
    return config.path("config").path("Labels");
  }

  /** The word of what it stands on, for the name of the base's image: {@code node}. */
  public String baseName() {
    return Language.of(language()).base().word();
  }

  /** What it stands on, as an image of its own. */
  public Materials base() {
    int layers = materials.layers().size() - 1;
    ObjectNode base = config.deepCopy().asObject();
    ObjectNode runs = base.withObject("/config");
    runs.remove(OF_THE_PROGRAM);
    Set<String> own = Language.of(language()).names();
    runs.withArray("/Env").removeIf(entry -> own.contains(name(entry.asString())));
    for (String list : new String[] {"/rootfs/diff_ids", "/history"}) {
      base.withArray(list).remove(layers);
    }
    return new Materials(
        Json.MAPPER.writeValueAsString(base),
        materials.layers().subList(0, layers),
        materials.base(),
        materials.lock());
  }

  private static String name(String entry) {
    return entry.substring(0, entry.indexOf('='));
  }

  /**
   * Writes the folder; an earlier context in it is replaced.
   *
   * @param base reference of the base's image, pinned by digest
   * @param lock what is written down for the server, with {@code lock.json}
   * @throws ImageException when {@code folder} holds something else, or cannot be written
   */
  public void write(Path folder, String base, Path lock, Optional<Slice> sbom) {
    try {
      refuseOther(folder);
      Path parent = Files.createDirectories(folder.toAbsolutePath().normalize().getParent());
      Path work = Files.createTempDirectory(parent, ".context-");
      try {
        unpack(work.resolve("program"));
        Folders.copy(lock, work.resolve("lock"), Set.of());
        if (sbom.isPresent()) {
          Path place = Files.createDirectories(work.resolve("sbom"));
          Files.write(place.resolve("bom.cdx.json"), sbom.get().copy());
        }
        Files.writeString(work.resolve(DOCKERFILE), dockerfile(base, sbom.isPresent()));
        Folders.readable(work);
        Folders.remove(folder);
        Files.move(work, folder, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Folders.remove(work);
      }
    } catch (IOException e) {
      throw new ImageException("The build context cannot be written to " + folder + ": " + e, e);
    }
  }

  private static void refuseOther(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      boolean empty = files.findAny().isEmpty();
      if (!empty && !Files.exists(folder.resolve("lock").resolve(CommittedLock.RECORD))) {
        throw new ImageException(
            folder + " holds something else than a build context: name a new folder");
      }
    }
  }

  private String dockerfile(String base, boolean withSbom) throws IOException {
    Map<String, String> sorted = new TreeMap<>();
    labels().properties().forEach(label -> sorted.put(label.getKey(), label.getValue().asString()));
    String labels =
        String.join(
            " \\\n    ",
            sorted.entrySet().stream()
                .map(label -> quoted(label.getKey()) + "=" + quoted(label.getValue()))
                .toList());
    return template()
        .lines()
        .filter(line -> withSbom || !line.startsWith("COPY sbom/"))
        .map(line ->
            line.replace("@BASE@", base)
                .replace("@LABELS@", labels)
                .replace("@COMMAND@", config.path("config").path("Cmd").toString()))
        .reduce("", (text, line) -> text + line + "\n");
  }

  /** A Dockerfile replaces variables in quotes. */
  private static String quoted(String text) {
    return Json.MAPPER.writeValueAsString(text).replace("$", "\\$");
  }

  private String template() throws IOException {
    String name = "templates/" + DOCKERFILE + "." + language();
    try (InputStream in = BuildContext.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new ImageException("There is no template for " + language());
      }
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  /** The program's layer, which is the last one and was written by {@link LayerTar}. */
  private void unpack(Path program) throws IOException {
    Map<Path, Path> links = new TreeMap<>();
    try (InputStream in = Files.newInputStream(materials.layers().getLast().file());
        var tar = new TarArchiveInputStream(in, "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = program.resolve(entry.getName()).normalize();
        if (!target.startsWith(program)) {
          throw new ImageException("The layer names a file outside of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
          links.put(target, Path.of(entry.getLinkName()));
        } else {
          Untar.write(tar, target, (entry.getMode() & 0100) != 0);
        }
      }
    }
    // Last, so that nothing is written through one of them.
    for (Map.Entry<Path, Path> link : links.entrySet()) {
      Files.createSymbolicLink(link.getKey(), link.getValue());
    }
  }
}
