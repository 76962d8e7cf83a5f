package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.image.Prepared;
import dev.mcpcentral.hub.scan.Gate;
import dev.mcpcentral.hub.scan.QuarantinedException;
import dev.mcpcentral.hub.scan.ScanException;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at an image before it may be used. */
@FunctionalInterface
public interface ImageGate {
  /**
   * The image's bill of materials (CycloneDX, JSON), when one could be made.
   *
   * @throws FleetException when the image must not be used; the message says why
   */
  Optional<Slice> admit(ServerSpec spec, Prepared prepared, Images.Progress progress);

  /** The scan gate, which servers pass before each start. */
  static ImageGate of(Gate gate) {
    return (spec, prepared, progress) -> {
      try {
        gate.check(spec, prepared, progress);
        return gate.sbom(prepared.digest()).map(ImageGate::document);
      } catch (QuarantinedException | ScanException refused) {
        throw new FleetException(String.valueOf(refused.getMessage()), refused);
      }
    };
  }

  private static Slice document(Path file) {
    try {
      return Slice.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the SBOM " + file + " cannot be read: " + e, e);
    }
  }
}
