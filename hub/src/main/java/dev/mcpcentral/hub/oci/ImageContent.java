package dev.mcpcentral.hub.oci;

import java.nio.file.Path;
import java.util.List;

/**
 * An image as files on this machine.
 *
 * @param config the image configuration (OCI image spec, "Image Configuration"), which names the
 *     layers' diff ids in the same order
 * @param layers lowest first
 */
public record ImageContent(String config, List<Layer> layers) {
  public ImageContent {
    layers = List.copyOf(layers);
  }

  /**
   * One layer.
   *
   * @param diffId digest of the uncompressed tar, {@code sha256:…}
   * @param tar the layer, uncompressed
   */
  public record Layer(String diffId, Path tar) {
    public Layer {
      if (!Sha256.isDigest(diffId)) {
        throw new IllegalArgumentException("'" + diffId + "' is not a digest");
      }
    }
  }
}
