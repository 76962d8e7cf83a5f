package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.rollout.Fleet;
import dev.mcpcentral.hub.rollout.ServerStatus;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.protocol.json.Slice;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** {@code /servers}: list, add, remove, start, stop, restart. */
final class ServerRoutes {
  private final Fleet fleet;
  private final SpecReader specs;
  private final AuditedChange changes;
  private final ServerPath path;

  ServerRoutes(Fleet fleet, SpecReader specs, AuditedChange changes, ServerPath path) {
    this.fleet = fleet;
    this.specs = specs;
    this.changes = changes;
    this.path = path;
  }

  void list(ServerRequest request, ServerResponse response) {
    Answers.send(response, Status.OK_200, Answers.bytes(Answers.servers(fleet.servers())));
  }

  /**
   * Takes minutes at worst, so its steps are streamed. It goes on when the operator stops
   * listening: whoever asked again would only begin anew.
   */
  void add(ServerRequest request, ServerResponse response) {
    ServerSpec spec = read(Body.read(request));
    String name = spec.name().value();
    StepStream steps = new StepStream(response);
    steps.end(() ->
        changes.run(
            "servers/add", name, () -> fleet.add(spec, steps::step), ServerRoutes::withoutQuery));
  }

  /** A remote server's address may carry a key in its query. */
  private static String withoutQuery(ServerStatus added) {
    int query = added.source().indexOf('?');
    return query < 0 ? added.source() : added.source().substring(0, query);
  }

  private ServerSpec read(byte[] body) {
    try {
      return specs.read(Slice.of(body));
    } catch (IllegalArgumentException e) {
      throw new Refusal(Status.BAD_REQUEST_400, "invalid-server", String.valueOf(e.getMessage()));
    }
  }

  void remove(ServerRequest request, ServerResponse response) {
    ServerName name = path.of(request);
    changes.run("servers/remove", name.value(), () -> fleet.remove(name));
    Answers.send(response, Status.OK_200, Answers.bytes(Answers.with("removed", name.value())));
  }

  void start(ServerRequest request, ServerResponse response) {
    change("servers/start", request, response, fleet::start);
  }

  void stop(ServerRequest request, ServerResponse response) {
    change("servers/stop", request, response, fleet::stop);
  }

  void restart(ServerRequest request, ServerResponse response) {
    change("servers/restart", request, response, fleet::restart);
  }

  /** Carries out and records one change, and answers how the server stands afterwards. */
  void change(
      String method,
      ServerRequest request,
      ServerResponse response,
      Consumer<ServerName> operation) {
    ServerName name = path.of(request);
    changes.run(method, name.value(), () -> operation.accept(name));
    Answers.send(response, Status.OK_200, Answers.bytes(Answers.with("server", now(name))));
  }

  private ObjectNode now(ServerName name) {
    return fleet.servers().stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .map(Answers::server)
        .orElseGet(() -> Answers.with("name", name.value()));
  }
}
