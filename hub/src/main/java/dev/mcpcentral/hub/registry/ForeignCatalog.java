package dev.mcpcentral.hub.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody else's catalog, in whichever of the known forms: Docker's catalog ({@code registry:}),
 * one {@code server.yaml} of it, a Toolkit profile, or the official registry's {@code server.json},
 * alone or in a list. Every field is untrusted.
 */
final class ForeignCatalog {
  private static final int MAX_ENTRIES = 5_000;

  private final ObjectNode servers = JsonMapper.shared().createObjectNode();
  private final List<ImportReport.Line> lines = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  /**
   * @throws CatalogException when the form is not known
   */
  ForeignCatalog read(JsonNode root) {
    if (root.path("registry").isObject()) {
      bounded(root.path("registry"));
      for (Map.Entry<String, JsonNode> one : root.path("registry").properties()) {
        docker(one.getKey(), one.getValue());
      }
    } else if (root.path("servers").isArray()) {
      bounded(root.path("servers"));
      root.path("servers").forEach(this::listed);
    } else if (root.has("packages") || root.has("remotes")) {
      official(root);
    } else if (root.has("image") || root.has("remote") || root.has("type")) {
      docker(root.path("name").asString("server"), root);
    } else {
      throw new CatalogException(
          "this is neither a Docker catalog, server.yaml or profile, nor a server.json or list of the"
              + " MCP registry");
    }
    return this;
  }

  /** In our own form, as a file holds it. */
  ObjectNode catalog() {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("version", 1);
    root.set("servers", servers);
    return root;
  }

  List<ImportReport.Line> lines() {
    return lines;
  }

  private static void bounded(JsonNode entries) {
    if (entries.size() > MAX_ENTRIES) {
      throw new CatalogException("it has more than 5,000 servers");
    }
  }

  /** A list is the official registry's, or a profile's or OCI catalog's of Docker. */
  private void listed(JsonNode item) {
    JsonNode snapshot = item.path("snapshot").path("server");
    if (item.path("server").isObject()) {
      official(item.path("server"));
    } else if (snapshot.isObject()) {
      docker(snapshot.path("name").asString("server"), snapshot);
    } else if (item.has("packages") || item.has("remotes")) {
      official(item);
    } else if (item.path("type").asString("").equals("registry")) {
      refused(item.path("source").asString("?"), "it only points to another registry: import that");
    } else {
      docker(item.path("name").asString(nameOf(item)), item);
    }
  }

  private static String nameOf(JsonNode item) {
    String image = item.path("image").asString(item.path("endpoint").asString("server"));
    return image.replaceFirst("[@?].*$", "").replaceFirst(":[^/]*$", "");
  }

  private void docker(String name, JsonNode entry) {
    enter(name, () -> new DockerEntry(name, entry).read());
  }

  private void official(JsonNode server) {
    JsonNode named = CamelCase.keys(server);
    enter(named.path("name").asString("server"), () -> new RegistryEntry(named).read());
  }

  private void enter(String foreignName, Supplier<Proposal> reading) {
    try {
      Proposal proposal = reading.get();
      String name = free(proposal.suggestedName());
      servers.set(name, proposal.entry());
      lines.add(new ImportReport.Line(name, proposal.foreignName(), true, proposal.notes()));
    } catch (IllegalArgumentException refused) {
      refused(foreignName, String.valueOf(refused.getMessage()));
    }
  }

  private void refused(String foreignName, String why) {
    String shown = Plain.text(foreignName, 200);
    lines.add(new ImportReport.Line("", shown, false, List.of(Plain.text(why, 500))));
  }

  private String free(String wanted) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + "-" + i;
    }
    return name;
  }
}
