package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.image.Prepared;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.protocol.json.Slice;
import java.util.Optional;

/** Looks at an image before it may be used. */
@FunctionalInterface
public interface ImageGate {
  /** Lets everything pass and knows nothing about it. */
  ImageGate OPEN = (_, _, _) -> Optional.empty();

  /**
   * The image's bill of materials (CycloneDX, JSON), when one could be made.
   *
   * @throws FleetException when the image must not be used; the message says why
   */
  Optional<Slice> admit(ServerSpec spec, Prepared prepared, Images.Progress progress);
}
