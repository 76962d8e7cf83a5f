package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.rollout.DefinitionChange;
import dev.mcpcentral.hub.rollout.MigrationStep;
import dev.mcpcentral.hub.rollout.RolloutReport;
import dev.mcpcentral.hub.rollout.Version;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is said of versions and of changing them. */
final class RolloutJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private RolloutJson() {}

  static ObjectNode versions(ServerName server, List<Version> versions) {
    ObjectNode node = JSON.createObjectNode().put("server", server.value());
    ArrayNode list = node.putArray("versions");
    for (Version version : versions) {
      list.addObject()
          .put("number", version.number())
          .put("version", version.version())
          .put("source", version.source())
          .put("digest", version.digest())
          .put("since", version.since().toString())
          .put("how", version.how())
          .put("current", version.current());
    }
    return node;
  }

  static ObjectNode plan(List<MigrationStep> steps) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode list = node.putArray("steps");
    for (MigrationStep step : steps) {
      ObjectNode one =
          list.addObject()
              .put("server", step.server().value())
              .put("risk", Answers.lower(step.risk()))
              .put("from", step.from())
              .put("to", step.to());
      step.does().forEach(one.putArray("does")::add);
      step.obstacle().ifPresent(obstacle -> one.put("obstacle", obstacle));
    }
    return node;
  }

  static ObjectNode report(RolloutReport report) {
    ObjectNode node = JSON.createObjectNode();
    node.put("server", report.server().value());
    node.put("result", word(report));
    node.put("from", report.from());
    node.put("to", report.to());
    ArrayNode changes = node.putArray("changes");
    for (DefinitionChange change : report.changes()) {
      ObjectNode one =
          changes
              .addObject()
              .put("listing", change.listing())
              .put("name", change.name())
              .put("kind", Answers.lower(change.kind()));
      change.details().forEach(one.putArray("details")::add);
    }
    return node.put("detail", report.detail());
  }

  /** For the audit log. */
  static String summary(RolloutReport report) {
    return word(report) + ": " + withoutQuery(report.from()) + " to " + withoutQuery(report.to());
  }

  /** A remote server's address may carry a key in its query. */
  private static String withoutQuery(String form) {
    int query = form.indexOf('?');
    return query < 0 ? form : form.substring(0, query);
  }

  private static String word(RolloutReport report) {
    return Answers.lower(report.result()).replace('_', '-');
  }
}
