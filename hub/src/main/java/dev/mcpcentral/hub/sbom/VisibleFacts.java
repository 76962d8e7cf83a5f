package dev.mcpcentral.hub.sbom;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What was learned about files, as long as no upper layer hides or replaces them. */
public final class VisibleFacts<T> {
  private record Fact<T>(int layer, T value) {}

  private final NavigableMap<String, Fact<T>> byPath = new TreeMap<>();

  public void put(LayerFile file, T value) {
    byPath.put(file.path(), new Fact<>(file.layer(), value));
  }

  /** See {@link Examiner#gone}. */
  public void gone(String path, int layer) {
    if (path.isEmpty()) {
      byPath.values().removeIf(fact -> fact.layer() < layer);
      return;
    }
    Fact<T> exact = byPath.get(path);
    if (exact != null && exact.layer() < layer) {
      byPath.remove(path);
    }
    // '0' follows '/': everything between is below the path.
    byPath
        .subMap(path + "/", true, path + "0", false)
        .values()
        .removeIf(fact -> fact.layer() < layer);
  }

  /** In the order of their paths. */
  public Collection<T> values() {
    return byPath.values().stream().map(Fact::value).toList();
  }
}
