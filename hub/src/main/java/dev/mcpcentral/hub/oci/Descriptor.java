package dev.mcpcentral.hub.oci;

import dev.mcpcentral.protocol.json.Slice;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A reference to content: its type, digest and size in bytes (OCI image spec, "Descriptors"). */
record Descriptor(String mediaType, String digest, long size) {
  static Descriptor of(String mediaType, Slice content) {
    return new Descriptor(mediaType, "sha256:" + content.sha256(), content.length());
  }

  static Descriptor read(JsonNode node) {
    return new Descriptor(
        node.path("mediaType").asString(""),
        node.path("digest").asString(""),
        node.path("size").asLong(0));
  }

  /** In the order of the specification, so that the same content gives the same bytes. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mediaType", mediaType);
    json.put("digest", digest);
    json.put("size", size);
    return json;
  }
}
