package dev.mcpcentral.hub.compose;

import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code volumes} of a service: folders of the machine, and storage of its own. */
final class ServiceStorage {
  private static final Set<String> SOCKETS =
      Set.of("docker.sock", "podman.sock", "containerd.sock");

  private final List<Mount> mounts = new ArrayList<>();
  private final List<Volume> volumes = new ArrayList<>();
  private final Path folder;
  private final boolean readOnly;
  private final List<String> notes;

  /**
   * @param readOnly whether everything is shown read-only, whatever is written
   * @param notes takes what is left out
   */
  ServiceStorage(Service service, Path folder, boolean readOnly, List<String> notes) {
    this.folder = folder;
    this.readOnly = readOnly;
    this.notes = notes;
    for (Object entry : service.list("volumes")) {
      switch (entry) {
        case String text -> shortForm(text);
        case Map<?, ?> map -> longForm(map);
        default -> notes.add("volumes: an entry is neither a text nor a mapping");
      }
    }
  }

  List<Mount> mounts() {
    return mounts;
  }

  List<Volume> volumes() {
    return volumes;
  }

  private void shortForm(String written) {
    Interpolated text = Interpolated.of(written);
    String[] parts = text.text().split(":", -1);
    if (!text.missing().isEmpty() || parts.length < 2 || parts.length > 3) {
      notes.add(
          "volumes: '%s' is left out, it is not SOURCE:TARGET with known values"
              .formatted(Shown.text(written)));
      return;
    }
    boolean ro = parts.length == 3 && List.of(parts[2].split(",", -1)).contains("ro");
    enter(parts[0], parts[1], ro);
  }

  private void longForm(Map<?, ?> entry) {
    Object type = entry.get("type");
    if (!(entry.get("source") instanceof String source)
        || !(entry.get("target") instanceof String target)
        || !Set.of("bind", "volume").contains(String.valueOf(type))) {
      notes.add("volumes: an entry of type " + Shown.text(String.valueOf(type)) + " is left out");
      return;
    }
    Interpolated path = Interpolated.of(source);
    if (path.missing().isEmpty()) {
      enter(path.text(), target, "true".equals(entry.get("read_only")));
    } else {
      notes.add("volumes: a source depends on the variables " + path.missing());
    }
  }

  private void enter(String source, String target, boolean ro) {
    boolean isPath = source.startsWith("/") || source.startsWith(".") || source.startsWith("~");
    try {
      if (!isPath) {
        volumes.add(new Volume(source, target));
      } else if (source.startsWith("~")) {
        notes.add("volumes: '%s' is left out, write the whole path".formatted(Shown.text(source)));
      } else if (SOCKETS.contains(Path.of(source).getFileName() + "")) {
        notes.add("volumes: the engine's socket is never shown to a server");
      } else {
        mounts.add(new Mount(folder.resolve(source).normalize(), target, ro || readOnly));
      }
    } catch (IllegalArgumentException e) {
      notes.add(
          "volumes: '%s' is left out: %s"
              .formatted(Shown.text(source), Shown.text(String.valueOf(e.getMessage()))));
    }
  }
}
