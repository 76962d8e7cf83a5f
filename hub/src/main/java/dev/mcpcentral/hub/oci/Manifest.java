package dev.mcpcentral.hub.oci;

import dev.mcpcentral.protocol.json.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A manifest as it is stored: its bytes are its identity. */
record Manifest(String mediaType, Slice bytes) {
  private static final Slice NOTHING = Slice.of("{}");

  /** An image: the configuration, and the layers with the lowest first. */
  static Manifest image(Descriptor config, List<Descriptor> layers) {
    Map<String, Object> json = head(MediaTypes.MANIFEST);
    json.put("config", config.json());
    json.put("layers", layers.stream().map(Descriptor::json).toList());
    return new Manifest(MediaTypes.MANIFEST, Slice.of(Json.MAPPER.writeValueAsBytes(json)));
  }

  /** A document about another manifest (OCI image spec 1.1, "Guidelines for Artifact Usage"). */
  static Manifest artifact(String artifactType, Descriptor content, Descriptor subject) {
    Map<String, Object> json = head(MediaTypes.MANIFEST);
    json.put("artifactType", artifactType);
    json.put("config", Descriptor.of(MediaTypes.EMPTY, NOTHING).json());
    json.put("layers", List.of(content.json()));
    json.put("subject", subject.json());
    return new Manifest(MediaTypes.MANIFEST, Slice.of(Json.MAPPER.writeValueAsBytes(json)));
  }

  /** A list of manifests, each as the index shows it. */
  static Manifest index(List<Map<String, Object>> manifests) {
    Map<String, Object> json = head(MediaTypes.INDEX);
    json.put("manifests", manifests);
    return new Manifest(MediaTypes.INDEX, Slice.of(Json.MAPPER.writeValueAsBytes(json)));
  }

  /** The content of the configuration that an artifact has in place of one. */
  static Slice nothing() {
    return NOTHING;
  }

  private static Map<String, Object> head(String mediaType) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schemaVersion", 2);
    json.put("mediaType", mediaType);
    return json;
  }

  String digest() {
    return "sha256:" + bytes.sha256();
  }

  Descriptor descriptor() {
    return Descriptor.of(mediaType, bytes);
  }

  JsonNode json() {
    return Json.MAPPER.readTree(bytes.array(), bytes.offset(), bytes.length());
  }

  boolean isIndex() {
    return mediaType.equals(MediaTypes.INDEX) || mediaType.equals(MediaTypes.DOCKER_LIST);
  }

  /** The manifests that an index lists. */
  List<Descriptor> manifests() {
    return json().path("manifests").valueStream().map(Descriptor::read).toList();
  }

  /** Configuration and layers; empty for an index. */
  List<Descriptor> blobs() {
    List<Descriptor> blobs = new ArrayList<>();
    Optional.of(json().path("config"))
        .filter(JsonNode::isObject)
        .ifPresent(config -> blobs.add(Descriptor.read(config)));
    json().path("layers").valueStream().map(Descriptor::read).forEach(blobs::add);
    return blobs;
  }
}
