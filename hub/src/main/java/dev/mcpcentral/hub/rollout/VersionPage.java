package dev.mcpcentral.hub.rollout;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One server's file in the {@link VersionBook}.
 *
 * @param next the number of the next version; above all that were ever given
 * @param versions newest first, of which the first is current
 */
record VersionPage(int next, List<Version> versions) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Refuses what no book has written with {@link IllegalArgumentException}. */
  VersionPage {
    versions = List.copyOf(versions);
    int above = next;
    for (Version version : versions) {
      if (version.number() < 1 || version.number() >= above) {
        throw new IllegalArgumentException("number " + version.number() + " is out of order");
      }
      above = version.number();
    }
  }

  VersionPage with(Version taken, int limit) {
    Stream<Version> earlier = versions.stream().map(one -> asCurrent(one, false));
    return new VersionPage(
        next + 1, Stream.concat(Stream.of(taken), earlier).limit(limit).toList());
  }

  private static Version asCurrent(Version one, boolean current) {
    return new Version(
        one.number(), one.version(), one.source(), one.digest(), one.since(), one.how(), current);
  }

  /** {@link IllegalArgumentException} when it is not such a file. */
  static VersionPage parse(byte[] content) {
    try {
      JsonNode root = JSON.readTree(content);
      List<Version> versions = new ArrayList<>();
      for (JsonNode one : root.required("versions")) {
        versions.add(version(one, versions.isEmpty()));
      }
      return new VersionPage(root.required("next").intValue(), versions);
    } catch (JacksonException | DateTimeException malformed) {
      String why = String.valueOf(malformed.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException(why, malformed);
    }
  }

  private static Version version(JsonNode one, boolean current) {
    return new Version(
        one.required("number").intValue(),
        one.required("version").stringValue(),
        one.required("source").stringValue(),
        one.required("digest").stringValue(),
        Instant.parse(one.required("since").stringValue()),
        one.required("how").stringValue(),
        current);
  }

  byte[] json() {
    ObjectNode root = JSON.createObjectNode().put("next", next);
    ArrayNode list = root.putArray("versions");
    for (Version version : versions) {
      list.addObject()
          .put("number", version.number())
          .put("version", version.version())
          .put("source", version.source())
          .put("digest", version.digest())
          .put("since", version.since().toString())
          .put("how", version.how());
    }
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
