package dev.mcpcentral.hub.rollout;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A server's image in the local registry.
 *
 * @param source with its version
 * @param image with its version: {@code localhost:5000/idp/github:1.2.3}
 * @param pinned with its digest: {@code localhost:5000/idp/github@sha256:…}
 * @param digest of the manifest
 * @param layers digests of the layers as stored, lowest first
 * @param lock the folder with the lock, to be committed
 * @param context the folder with the build context, when one was asked for
 */
public record Dockerized(
    String name,
    String source,
    String image,
    String pinned,
    String digest,
    List<String> layers,
    Path lock,
    Optional<Path> context) {
  public Dockerized {
    layers = List.copyOf(layers);
  }
}
