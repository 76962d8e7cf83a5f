package dev.mcpcentral.hub.image;

import java.nio.file.Path;
import java.util.List;

/**
 * What an image that we made consists of, as files of this machine.
 *
 * @param config the image's configuration (OCI image configuration, JSON); empty for a program that
 *     runs as a process
 * @param layers lowest first; none for a program that runs as a process
 * @param base packages of the base, each as {@code name version}; the first names the base
 * @param lock the folder of the dependency closure: package-lock.json, requirements.txt, or go.mod
 *     and go.sum
 */
public record Materials(String config, List<Layer> layers, List<String> base, Path lock) {
  public Materials {
    layers = List.copyOf(layers);
    base = List.copyOf(base);
  }

  /**
   * One layer.
   *
   * @param diffId SHA-256 of the uncompressed tar, {@code sha256:…}
   * @param file the uncompressed tar
   */
  public record Layer(String diffId, Path file) {}
}
