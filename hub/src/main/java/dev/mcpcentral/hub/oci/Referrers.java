package dev.mcpcentral.hub.oci;

import dev.mcpcentral.protocol.json.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Documents about images (OCI distribution spec 1.1). Registries that do not list referrers
 * themselves, the standard distribution 2.x among them, get an index under the tag {@code
 * sha256-…}, as the specification's "referrers tag schema" says.
 */
final class Referrers {
  private final Registry registry;

  Referrers(Registry registry) {
    this.registry = registry;
  }

  /** The tag under which the referrers of this manifest are found. */
  static String tag(String digest) {
    return digest.replace(':', '-');
  }

  String attach(String repository, Descriptor subject, String artifactType, Slice document) {
    registry.blobs().put(repository, document);
    registry.blobs().put(repository, Manifest.nothing());
    Manifest artifact =
        Manifest.artifact(artifactType, Descriptor.of(artifactType, document), subject);
    Answer answer = registry.putting(repository, artifact.digest(), artifact);
    if (answer.header("OCI-Subject").isEmpty()) {
      list(repository, subject.digest(), artifactType, artifact);
    }
    return artifact.digest();
  }

  private void list(String repository, String subject, String artifactType, Manifest artifact) {
    Map<String, Object> listed = new LinkedHashMap<>(artifact.descriptor().json());
    listed.put("artifactType", artifactType);
    List<Map<String, Object>> all = new ArrayList<>();
    for (JsonNode other : index(repository, subject)) {
      if (!other.path("digest").asString("").equals(artifact.digest())) {
        all.add(copy(other));
      }
    }
    all.add(listed);
    registry.put(repository, tag(subject), Manifest.index(all));
  }

  private static Map<String, Object> copy(JsonNode listed) {
    Map<String, Object> copy = new LinkedHashMap<>();
    listed.properties().forEach(entry -> copy.put(entry.getKey(), entry.getValue()));
    return copy;
  }

  private List<JsonNode> index(String repository, String subject) {
    return registry.manifest(repository, tag(subject)).stream()
        .flatMap(index -> index.json().path("manifests").valueStream())
        .toList();
  }

  /** The manifests of all documents about this image, and of the list of them. */
  List<String> digests(String repository, String subject) {
    List<String> digests = new ArrayList<>();
    Optional<Manifest> index = registry.manifest(repository, tag(subject));
    index.ifPresent(list -> {
      list.manifests().forEach(one -> digests.add(one.digest()));
      digests.add(list.digest());
    });
    return digests;
  }

  Optional<Slice> newest(String repository, String subject, String artifactType) {
    return index(repository, subject).reversed().stream()
        .filter(listed -> listed.path("artifactType").asString("").equals(artifactType))
        .findFirst()
        .flatMap(listed -> registry.manifest(repository, listed.path("digest").asString("")))
        .flatMap(artifact -> registry.blobs().get(repository, artifact.blobs().getLast().digest()));
  }
}
