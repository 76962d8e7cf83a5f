package dev.mcpcentral.hub.oci;

import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Images whose layers are seeded noise in the place of tar files: registries do not look inside.
 */
final class SampleImage {
  private static final int LAYER_BYTES = 300_000;

  private SampleImage() {}

  /** One layer for each seed; the same seeds give the same image. */
  static ImageContent of(Path folder, long... seeds) throws IOException {
    List<ImageContent.Layer> layers = new ArrayList<>();
    StringBuilder diffIds = new StringBuilder();
    for (long seed : seeds) {
      byte[] bytes = new byte[LAYER_BYTES];
      new Random(seed).nextBytes(bytes);
      Path file = Files.write(folder.resolve("layer-" + seed + ".tar"), bytes);
      String diffId = "sha256:" + Slice.of(bytes).sha256();
      layers.add(new ImageContent.Layer(diffId, file));
      diffIds.append(diffIds.isEmpty() ? "" : ",").append('"').append(diffId).append('"');
    }
    String config =
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
            + diffIds
            + "]}}";
    return new ImageContent(config, layers);
  }
}
