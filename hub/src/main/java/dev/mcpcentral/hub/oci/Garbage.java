package dev.mcpcentral.hub.oci;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Images that this installation pushed and that nobody needs any more. */
public final class Garbage {
  private final Registry registry;
  private final PushLedger ledger;

  Garbage(Registry registry, Path home) {
    this.registry = registry;
    this.ledger = new PushLedger(home);
  }

  /**
   * One of them.
   *
   * @param tag the version it was pushed as, which another image may carry by now
   */
  public record Image(String repository, String tag, String digest) {}

  /** What would be removed. */
  List<Image> find(Set<String> kept) {
    Map<String, Image> found = new LinkedHashMap<>();
    Set<String> needed = new HashSet<>();
    for (PushLedger.Entry entry : ledger.entries()) {
      if (isNeeded(entry, kept)) {
        needed.add(entry.manifest());
      }
      found.put(entry.manifest(), new Image(entry.repository(), entry.tag(), entry.digest()));
    }
    // One manifest may have been pushed as two versions.
    found.keySet().removeAll(needed);
    return new ArrayList<>(found.values());
  }

  private boolean isNeeded(PushLedger.Entry entry, Set<String> kept) {
    String repository = entry.repository();
    if (repository.startsWith(ImageNames.BASES) || kept.contains(entry.manifest())) {
      return true;
    }
    Optional<String> latest = registry.digest(repository, ImageNames.LATEST);
    if (latest.filter(entry.digest()::equals).isPresent()) {
      return true;
    }
    return kept.contains(repository + ":" + entry.tag())
        && registry.digest(repository, entry.tag()).filter(entry.digest()::equals).isPresent();
  }

  List<Image> remove(Set<String> kept, Consumer<String> progress) {
    List<Image> images = find(kept);
    for (Image image : images) {
      progress.accept("removing " + image.repository() + ":" + image.tag());
      new Referrers(registry)
          .digests(image.repository(), image.digest())
          .forEach(digest -> registry.delete(image.repository(), digest));
      registry.delete(image.repository(), image.digest());
    }
    try {
      ledger.remove(
          images.stream()
              .map(image -> image.repository() + "@" + image.digest())
              .collect(Collectors.toSet()));
    } catch (IOException e) {
      throw new RegistryException("What was pushed cannot be written down: " + e.getMessage(), e);
    }
    return images;
  }
}
