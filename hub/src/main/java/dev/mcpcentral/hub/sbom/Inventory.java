package dev.mcpcentral.hub.sbom;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The packages of an image.
 *
 * @param components in the order of their purls, each once
 * @param scripts npm packages that have an install script, as {@code name version}
 */
public record Inventory(List<Component> components, List<String> scripts) {
  public Inventory {
    components = List.copyOf(components);
    scripts = List.copyOf(scripts);
  }

  /** Collects an inventory while an image is shown. */
  public static final class Collector {
    private final InstalledPackages installed = new InstalledPackages();

    /** To be shown the image. */
    public Examiner examiner() {
      return installed;
    }

    /** What was found; call it after the image was shown. */
    public Inventory inventory(ImageContent content) {
      Lock lock = Lock.read(content.lock());
      Map<String, Component> byPurl = new TreeMap<>();
      Runtimes.of(content).forEach(runtime -> byPurl.put(runtime.purl(), runtime));
      for (Component component : installed.components(content.base())) {
        byPurl.putIfAbsent(component.purl(), lock.complete(component));
      }
      Collection<Component> all = byPurl.values();
      return new Inventory(List.copyOf(all), lock.scripts());
    }
  }
}
