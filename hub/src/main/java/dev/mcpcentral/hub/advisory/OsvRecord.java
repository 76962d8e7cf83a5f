package dev.mcpcentral.hub.advisory;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One file of OSV data (OSV schema 1.7), as far as it concerns ecosystems that we know. Anybody can
 * have written it, so that its size, depth and numbers are bounded.
 *
 * @param withdrawn whether it was taken back
 */
record OsvRecord(String id, Instant modified, boolean withdrawn, List<Advisory> advisories) {
  static final int MOST_BYTES = 16 << 20;
  private static final int MOST_DEPTH = 64;
  private static final int MOST_AFFECTED = 20_000;
  private static final int LONGEST_TEXT = 300;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_DEPTH)
                          .maxStringLength(MOST_BYTES)
                          .maxDocumentLength(MOST_BYTES)
                          .build())
                  .build())
          .build();

  /** Empty for JSON that is no OSV record, and for what is no JSON at all. */
  static Optional<OsvRecord> parse(byte[] json) {
    try {
      JsonNode record = JSON.readTree(json);
      String id = record.path("id").asString("");
      if (!id.matches("[A-Za-z0-9][A-Za-z0-9._:-]{1,127}") || !record.has("modified")) {
        return Optional.empty();
      }
      return Optional.of(
          new OsvRecord(
              id,
              Instant.parse(record.path("modified").asString("")),
              record.hasNonNull("withdrawn"),
              advisories(id, record)));
    } catch (JacksonException | DateTimeException malformed) {
      return Optional.empty();
    }
  }

  private static List<Advisory> advisories(String id, JsonNode record) {
    List<Advisory> advisories = new ArrayList<>();
    for (JsonNode affected : record.path("affected")) {
      if (advisories.size() >= MOST_AFFECTED) {
        break;
      }
      advisory(id, record, affected).ifPresent(advisories::add);
    }
    return advisories;
  }

  private static Optional<Advisory> advisory(String id, JsonNode record, JsonNode affected) {
    JsonNode named = affected.path("package");
    String scope = named.path("ecosystem").asString("");
    String name = named.path("name").asString("");
    return Ecosystem.of(scope)
        .filter(_ -> !name.isEmpty() && name.length() <= LONGEST_TEXT)
        .map(ecosystem ->
            new Advisory(
                id,
                texts(record.path("aliases")).toList(),
                summary(record),
                OsvSeverity.of(record, affected),
                scope,
                ecosystem.canonical(name),
                ranges(affected),
                texts(affected.path("versions")).collect(Collectors.toSet())));
  }

  private static String summary(JsonNode record) {
    String summary = record.path("summary").asString("");
    String text = summary.isEmpty() ? record.path("details").asString("") : summary;
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
  }

  private static java.util.stream.Stream<String> texts(JsonNode array) {
    return array.valueStream().map(text -> text.asString("")).filter(text -> !text.isEmpty());
  }

  /** Ranges of commits say nothing about versions. */
  private static List<AffectedRange> ranges(JsonNode affected) {
    return affected
        .path("ranges")
        .valueStream()
        .filter(range -> Set.of("SEMVER", "ECOSYSTEM").contains(range.path("type").asString("")))
        .map(range -> new AffectedRange(events(range)))
        .toList();
  }

  private static List<AffectedRange.Event> events(JsonNode range) {
    List<AffectedRange.Event> events = new ArrayList<>();
    for (JsonNode event : range.path("events")) {
      for (AffectedRange.Kind kind : AffectedRange.Kind.values()) {
        String version = event.path(word(kind)).asString("");
        if (!version.isEmpty()) {
          events.add(new AffectedRange.Event(kind, version));
        }
      }
    }
    return events;
  }

  private static String word(AffectedRange.Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
