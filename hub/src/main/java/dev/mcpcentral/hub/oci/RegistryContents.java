package dev.mcpcentral.hub.oci;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a registry holds, as far as tags lead to it. */
public final class RegistryContents {
  private final Registry registry;

  public RegistryContents(Registry registry) {
    this.registry = registry;
  }

  /**
   * One tag.
   *
   * @param kind {@code image}, or {@code referrers} for the list of an image's documents
   * @param bytes of its configuration and layers together, as they are stored
   */
  public record Tagged(String repository, String tag, String digest, String kind, long bytes) {}

  /** Every tag of every repository, in the registry's order. */
  public List<Tagged> tags() {
    List<Tagged> found = new ArrayList<>();
    for (String repository : registry.repositories()) {
      for (String tag : registry.tags(repository).stream().sorted().toList()) {
        registry
            .manifest(repository, tag)
            .ifPresent(manifest -> found.add(tagged(repository, tag, manifest)));
      }
    }
    return found;
  }

  /** Bytes of all blobs that tags lead to, each counted once. */
  public long bytes() {
    Map<String, Long> blobs = new HashMap<>();
    for (String repository : registry.repositories()) {
      for (String tag : registry.tags(repository)) {
        Optional<Manifest> manifest = registry.manifest(repository, tag);
        manifest.ifPresent(
            found -> found.blobs().forEach(blob -> blobs.put(blob.digest(), blob.size())));
      }
    }
    return blobs.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Tagged tagged(String repository, String tag, Manifest manifest) {
    return new Tagged(
        repository,
        tag,
        manifest.digest(),
        manifest.isIndex() ? "referrers" : "image",
        manifest.blobs().stream().mapToLong(Descriptor::size).sum());
  }
}
