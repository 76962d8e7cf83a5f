package dev.mcpcentral.hub.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image in the form of {@code docker save}: a configuration, layers, and a manifest that names
 * them. Nothing in it depends on the time or on this machine.
 *
 * @param tag the name under which people see it
 * @param environment entries of the form {@code NAME=value}
 * @param command what runs when nothing else is asked for
 * @param more further settings of the configuration, in the words of the OCI image specification
 */
record ImageArchive(
    String tag,
    String architecture,
    String user,
    String workingDirectory,
    List<String> environment,
    List<String> command,
    Map<String, String> labels,
    Map<String, Object> more,
    List<Base.Layer> layers) {

  /** An image without further settings. */
  ImageArchive(
      String tag,
      String architecture,
      String user,
      String workingDirectory,
      List<String> environment,
      List<String> command,
      Map<String, String> labels,
      List<Base.Layer> layers) {
    this(tag, architecture, user, workingDirectory, environment, command, labels, Map.of(), layers);
  }

  /**
   * Writes the archive.
   *
   * @param present how many of the lowest layers the engine has already; their bytes are left out
   */
  void write(Path file, int present) throws IOException {
    byte[] config = config().getBytes(StandardCharsets.UTF_8);
    String name = HexFormat.of().formatHex(LayerTar.sha256().digest(config)) + ".json";
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        TarArchiveOutputStream tar = LayerTar.archive(out)) {
      put(tar, name, config);
      put(tar, "manifest.json", Json.MAPPER.writeValueAsBytes(manifest(name)));
      for (Base.Layer layer : layers.subList(present, layers.size())) {
        putFile(tar, fileName(layer), Path.of(layer.file()));
      }
    }
  }

  /** The image's configuration, whose SHA-256 is its id. */
  String config() {
    Map<String, Object> runs = new LinkedHashMap<>();
    runs.put("User", user);
    runs.put("WorkingDir", workingDirectory);
    runs.put("Env", environment);
    runs.put("Cmd", command);
    runs.put("Labels", labels);
    runs.putAll(new TreeMap<>(more));
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("architecture", architecture);
    config.put("os", "linux");
    config.put("created", "1970-01-01T00:00:00Z");
    config.put("config", runs);
    config.put(
        "rootfs",
        sorted("type", "layers", "diff_ids", layers.stream().map(Base.Layer::diffId).toList()));
    config.put("history", history());
    return Json.MAPPER.writeValueAsString(config);
  }

  private List<Map<String, Object>> history() {
    List<Map<String, Object>> history = new ArrayList<>();
    layers.forEach(
        _ -> history.add(sorted("created", "1970-01-01T00:00:00Z", "created_by", "mcp-central")));
    return history;
  }

  private List<Map<String, Object>> manifest(String configName) {
    Map<String, Object> manifest = sorted("Config", configName, "RepoTags", List.of(tag));
    manifest.put("Layers", layers.stream().map(ImageArchive::fileName).toList());
    return List.of(manifest);
  }

  private static String fileName(Base.Layer layer) {
    return layer.diffId().replace("sha256:", "") + ".tar";
  }

  private static Map<String, Object> sorted(String key, Object value, String key2, Object value2) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    map.put(key2, value2);
    return map;
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(LayerTar.plain(entry, 0644));
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void putFile(TarArchiveOutputStream tar, String name, Path file)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(Files.size(file));
    tar.putArchiveEntry(LayerTar.plain(entry, 0644));
    Files.copy(file, tar);
    tar.closeArchiveEntry();
  }
}
