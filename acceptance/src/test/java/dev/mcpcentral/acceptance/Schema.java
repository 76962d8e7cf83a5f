package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The official JSON Schemas of two revisions, from {@code src/test/resources/schema}. */
final class Schema {
  static final Schema MODERN = new Schema("2026-07-28");
  static final Schema LEGACY = new Schema("2025-11-25");

  private final ObjectNode document;
  private final Map<String, com.networknt.schema.Schema> definitions = new ConcurrentHashMap<>();

  private Schema(String revision) {
    try (var in = Schema.class.getResourceAsStream("/schema/" + revision + ".json")) {
      if (in == null) {
        throw new IllegalStateException("no schema of " + revision);
      }
      document = (ObjectNode) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails with every violation unless {@code value} is a valid {@code definition}. */
  void assertValid(String definition, JsonNode value) {
    assertThat(document.path("$defs").has(definition)).as("definition %s", definition).isTrue();
    var errors =
        definitions
            .computeIfAbsent(definition, this::compile)
            .validate(value.toString(), InputFormat.JSON);
    assertThat(errors).as("%s: %s", definition, value).isEmpty();
  }

  private com.networknt.schema.Schema compile(String definition) {
    var rooted = document.deepCopy().put("$ref", "#/$defs/" + definition);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(rooted.toString(), InputFormat.JSON);
  }
}
