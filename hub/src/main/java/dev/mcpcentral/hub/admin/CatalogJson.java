package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.registry.CatalogEntry;
import dev.mcpcentral.hub.registry.CatalogEntry.Parameter;
import dev.mcpcentral.hub.registry.CatalogEntry.Secret;
import dev.mcpcentral.hub.registry.ImportReport;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Catalog entries as the admin API shows them. */
final class CatalogJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private CatalogJson() {}

  static ObjectNode list(List<CatalogEntry> entries, Set<String> declared) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode list = node.putArray("entries");
    entries.forEach(entry -> list.add(summary(entry, declared)));
    return node;
  }

  private static ObjectNode summary(CatalogEntry entry, Set<String> declared) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", entry.id());
    node.put("origin", entry.origin());
    node.put("title", entry.about().title());
    node.put("description", entry.about().description());
    node.put("reviewed", entry.review().isPresent());
    node.put("declared", declared.contains(entry.name().value()));
    return node;
  }

  static ObjectNode entry(CatalogEntry entry, Set<String> declared) {
    ObjectNode node = summary(entry, declared);
    ArrayNode tags = node.putArray("tags");
    entry.about().tags().forEach(tags::add);
    node.put("homepage", entry.about().homepage());
    node.put("licence", entry.about().licence());
    entry
        .review()
        .ifPresent(review ->
            node.putObject("review").put("date", review.date()).put("check", review.check()));
    ArrayNode parameters = node.putArray("parameters");
    entry.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
    ArrayNode secrets = node.putArray("secrets");
    entry.secrets().forEach(secret -> secrets.add(secret(secret)));
    node.set("spec", JSON.readTree(entry.spec()));
    return node;
  }

  static ObjectNode report(ImportReport report) {
    ObjectNode node = JSON.createObjectNode().put("catalog", report.catalog());
    ArrayNode lines = node.putArray("entries");
    for (ImportReport.Line line : report.lines()) {
      ObjectNode one = lines.addObject().put("name", line.name());
      one.put("foreignName", line.foreignName()).put("taken", line.taken());
      ArrayNode notes = one.putArray("notes");
      line.notes().forEach(notes::add);
    }
    return node;
  }

  private static ObjectNode parameter(Parameter parameter) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", parameter.name());
    node.put("kind", parameter.kind().name().toLowerCase(Locale.ROOT));
    node.put("description", parameter.description());
    parameter.fallback().ifPresent(value -> node.put("default", value));
    return node;
  }

  private static ObjectNode secret(Secret secret) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", secret.name());
    node.put("env", secret.env());
    node.put("description", secret.description());
    node.put("example", secret.example());
    node.put("required", secret.required());
    return node;
  }
}
