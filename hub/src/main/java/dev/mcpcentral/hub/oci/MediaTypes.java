package dev.mcpcentral.hub.oci;

/** The types of the OCI image spec, and Docker's names for the same things. */
final class MediaTypes {
  static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String INDEX = "application/vnd.oci.image.index.v1+json";
  static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  static final String EMPTY = "application/vnd.oci.empty.v1+json";
  static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
  static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

  /** What is asked for when a manifest is fetched. */
  static final String ACCEPTED = String.join(", ", MANIFEST, INDEX, DOCKER_MANIFEST, DOCKER_LIST);

  private MediaTypes() {}
}
