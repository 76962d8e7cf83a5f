package dev.mcpcentral.hub.oci;

import java.util.List;

/**
 * An image that a registry holds now.
 *
 * @param name with its version: {@code localhost:5000/idp/github:1.2.3}
 * @param pinned with its digest: {@code localhost:5000/idp/github@sha256:…}
 * @param digest of the manifest
 * @param size of the manifest in bytes
 * @param layers digests of the layers as stored, lowest first
 * @param sentBytes how much the registry did not have yet
 */
public record Pushed(
    String name, String pinned, String digest, long size, List<String> layers, long sentBytes) {
  public Pushed {
    layers = List.copyOf(layers);
  }
}
