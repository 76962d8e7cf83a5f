package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.engine.ImageStore;
import dev.mcpcentral.hub.engine.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Images that somebody else built: present in the engine, else pulled. */
final class ImageSource {
  private static final Duration PULL_LIMIT = Duration.ofMinutes(5);

  private final ImageStore store;

  ImageSource(ImageStore store) {
    this.store = store;
  }

  Prepared prepare(String reference, Images.Progress progress) {
    Optional<ImageStore.Stored> present = store.inspect(reference);
    if (present.isEmpty()) {
      progress.step("pulling " + reference);
    }
    ImageStore.Stored image =
        present.orElseGet(() -> store.pull(reference, PULL_LIMIT, progress::step));
    return prepared("image:" + image.digest().orElse(reference), image);
  }

  /** An image whose own entry point is the server. */
  static Prepared prepared(String source, ImageStore.Stored image) {
    return new Prepared(
        image.digest().map(digest -> digest.replaceFirst(".*@", "")).orElse(image.id()),
        source,
        image.id(),
        new Workload.Image(image.id()),
        List.of(),
        Map.of(),
        Optional.empty());
  }
}
