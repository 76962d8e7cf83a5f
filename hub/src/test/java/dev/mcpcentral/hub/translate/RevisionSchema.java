package dev.mcpcentral.hub.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The official JSON Schema of a revision, from {@code src/test/resources/schema}. */
final class RevisionSchema {
  private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

  private RevisionSchema() {}

  /** Fails with every violation unless {@code json} is a valid {@code definition}. */
  static void assertValid(Revision revision, String definition, Slice json) {
    Schema schema =
        COMPILED.computeIfAbsent(revision + definition, key -> compile(revision, definition));
    assertThat(schema.validate(json.text(), InputFormat.JSON))
        .as("%s of %s: %s", definition, revision, json.text())
        .isEmpty();
  }

  private static Schema compile(Revision revision, String definition) {
    try (var in = RevisionSchema.class.getResourceAsStream("/schema/" + revision + ".json")) {
      ObjectNode root = (ObjectNode) JsonMapper.shared().readTree(in);
      boolean draft7 = root.has("definitions");
      String holder = draft7 ? "definitions" : "$defs";
      assertThat(root.path(holder).has(definition)).as(definition).isTrue();
      root.put("$ref", "#/" + holder + "/" + definition);
      return SchemaRegistry.withDefaultDialect(
              draft7 ? SpecificationVersion.DRAFT_7 : SpecificationVersion.DRAFT_2020_12)
          .getSchema(root.toString(), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
