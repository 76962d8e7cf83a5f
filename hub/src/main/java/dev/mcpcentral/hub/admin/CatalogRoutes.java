package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.registry.CatalogEntry;
import dev.mcpcentral.hub.registry.ImportReport;
import dev.mcpcentral.hub.rollout.Fleet;
import dev.mcpcentral.hub.rollout.ServerStatus;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /catalog}: search, show, add. */
final class CatalogRoutes {
  /** Of a body that carries a whole catalog, in bytes. */
  private static final int MAX_CATALOG = 40 << 20;

  private final CatalogAccess catalog;
  private final Fleet fleet;
  private final AuditedChange changes;

  CatalogRoutes(CatalogAccess catalog, Fleet fleet, AuditedChange changes) {
    this.catalog = catalog;
    this.fleet = fleet;
    this.changes = changes;
  }

  void search(ServerRequest request, ServerResponse response) {
    String query = request.query().first("q").orElse("");
    List<String> words =
        Arrays.stream(query.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
    Set<String> declared = declared();
    ObjectNode answer = CatalogJson.list(catalog.search(words), declared);
    Answers.send(response, Status.OK_200, Answers.bytes(answer));
  }

  void show(ServerRequest request, ServerResponse response) {
    CatalogEntry entry = entry(request.query().first("id").orElse(""));
    Answers.send(response, Status.OK_200, Answers.bytes(CatalogJson.entry(entry, declared())));
  }

  /** Like {@link ServerRoutes#add}, with a spec that somebody wrote already. */
  void add(ServerRequest request, ServerResponse response) {
    ObjectNode body = object(Body.read(request));
    CatalogEntry entry = entry(body.path("entry").asString(""));
    ServerName as = name(body.path("as").asString(entry.name().value()));
    if (declared().contains(as.value())) {
      new StepStream(response).skip("'" + as + "' is declared already");
      return;
    }
    CatalogAccess.Ordered order = order(entry, as, parameters(body.path("parameters")));
    StepStream steps = new StepStream(response);
    order.notes().forEach(steps::note);
    steps.end(() ->
        changes.run(
            "catalog/add",
            as.value(),
            () -> fleet.add(order.spec(), steps::step),
            ServerStatus::source));
  }

  /** {@code {"catalog":…}} with {@code "text"} or {@code "url"}. */
  void importCatalog(ServerRequest request, ServerResponse response) {
    ObjectNode body = object(Body.read(request, MAX_CATALOG));
    String name = body.path("catalog").asString("");
    Supplier<ImportReport> reading =
        body.has("url")
            ? () -> catalog.importFrom(name, body.path("url").asString(""))
            : () -> catalog.importCatalog(name, body.path("text").asString(""));
    try {
      ImportReport report =
          changes.run("catalog/import", name, reading, done -> done.lines().size() + " entries");
      Answers.send(response, Status.OK_200, Answers.bytes(CatalogJson.report(report)));
    } catch (IllegalArgumentException e) {
      throw new Refusal(Status.BAD_REQUEST_400, "invalid-catalog", String.valueOf(e.getMessage()));
    }
  }

  private Set<String> declared() {
    return fleet.servers().stream()
        .map(server -> server.name().value())
        .collect(Collectors.toUnmodifiableSet());
  }

  private CatalogEntry entry(String id) {
    Optional<CatalogEntry> entry = catalog.find(id);
    return entry.orElseThrow(() ->
        new Refusal(
            Status.NOT_FOUND_404,
            "unknown-entry",
            "the catalog has no '"
                + (id.length() > 64 ? id.substring(0, 64) + "…" : id)
                + "': mcp-central catalog search shows what it has"));
  }

  private CatalogAccess.Ordered order(
      CatalogEntry entry, ServerName as, Map<String, String> values) {
    try {
      return catalog.order(entry, as, values);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Status.BAD_REQUEST_400, "invalid-server", String.valueOf(e.getMessage()));
    }
  }

  private static ServerName name(String text) {
    try {
      return new ServerName(text);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Status.BAD_REQUEST_400, "invalid-name", String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> parameters(JsonNode parameters) {
    Map<String, String> values = new TreeMap<>();
    parameters.properties().forEach(one -> values.put(one.getKey(), one.getValue().asString("")));
    return values;
  }

  static ObjectNode object(byte[] body) {
    try {
      if (JsonMapper.shared().readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException malformed) {
      throw Refusal.malformed("the body is not JSON");
    }
    throw Refusal.malformed("the body is not a JSON object");
  }
}
