package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.rollout.MigrationOrder;
import dev.mcpcentral.hub.rollout.RolloutReport;
import dev.mcpcentral.hub.rollout.Rollouts;
import dev.mcpcentral.hub.rollout.UpdateOrder;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /servers/{name}/versions}, update, rollback, migrate; {@code /migration}. */
final class RolloutRoutes {
  private final Rollouts rollouts;
  private final AuditedChange changes;
  private final ServerPath path;

  RolloutRoutes(Rollouts rollouts, AuditedChange changes, ServerPath path) {
    this.rollouts = rollouts;
    this.changes = changes;
    this.path = path;
  }

  void register(HttpRules rules, UnaryOperator<Handler> answering) {
    rules
        .get("/servers/{name}/versions", answering.apply(this::versions))
        .post("/servers/{name}/update", answering.apply(this::update))
        .post("/servers/{name}/rollback", answering.apply(this::rollback))
        .post("/servers/{name}/migrate", answering.apply(this::migrate))
        .get("/migration", answering.apply(this::plan));
  }

  private void versions(ServerRequest request, ServerResponse response) {
    ServerName name = path.of(request);
    ObjectNode answer = RolloutJson.versions(name, rollouts.versions(name));
    Answers.send(response, Status.OK_200, Answers.bytes(answer));
  }

  /** The body may be {@code {"to":"1.2.3","acceptChanges":true,"dryRun":true}}. */
  private void update(ServerRequest request, ServerResponse response) {
    ServerName name = path.of(request);
    JsonNode body = body(request, Set.of("to", "acceptChanges", "dryRun"));
    UpdateOrder order =
        new UpdateOrder(text(body, "to"), isTrue(body, "acceptChanges"), isTrue(body, "dryRun"));
    stream("servers/update", name, response, steps -> rollouts.update(name, order, steps::step));
  }

  /** The body may be {@code {"to":"3"}}. */
  private void rollback(ServerRequest request, ServerResponse response) {
    ServerName name = path.of(request);
    Optional<String> to = text(body(request, Set.of("to")), "to");
    stream("servers/rollback", name, response, steps -> rollouts.rollback(name, to, steps::step));
  }

  /** The body may be {@code {"risk":"low","source":"npm:x","acceptChanges":true}}. */
  private void migrate(ServerRequest request, ServerResponse response) {
    ServerName name = path.of(request);
    JsonNode body = body(request, Set.of("risk", "source", "acceptChanges"));
    MigrationOrder order =
        new MigrationOrder(
            text(body, "risk").map(GovernanceRoutes::level),
            text(body, "source"),
            isTrue(body, "acceptChanges"));
    stream("servers/migrate", name, response, steps -> rollouts.migrate(name, order, steps::step));
  }

  /** The query may have {@code server}, more than once, {@code risk} and {@code source}. */
  private void plan(ServerRequest request, ServerResponse response) {
    Set<ServerName> servers = new TreeSet<>();
    request.query().all("server", List::of).forEach(name -> servers.add(path.known(name)));
    MigrationOrder order =
        new MigrationOrder(
            request.query().first("risk").asOptional().map(GovernanceRoutes::level),
            request.query().first("source").asOptional(),
            false);
    ObjectNode answer = RolloutJson.plan(rollouts.plan(servers, order));
    Answers.send(response, Status.OK_200, Answers.bytes(answer));
  }

  /** It goes on when the operator stops listening: half a change is none that anybody wants. */
  private void stream(
      String method,
      ServerName server,
      ServerResponse response,
      Function<StepStream, RolloutReport> change) {
    StepStream steps = new StepStream(response);
    steps.end(
        "rollout",
        () ->
            RolloutJson.report(
                changes.run(
                    method, server.value(), () -> change.apply(steps), RolloutJson::summary)));
  }

  /** A misspelt member might have been the one that asks for caution. */
  private static JsonNode body(ServerRequest request, Set<String> known) {
    JsonNode body = Body.object(request);
    for (String name : body.propertyNames()) {
      if (!known.contains(name)) {
        throw Refusal.malformed("the body may have " + new TreeSet<>(known) + " only");
      }
    }
    return body;
  }

  private static Optional<String> text(JsonNode body, String name) {
    JsonNode value = body.path(name);
    if (!value.isMissingNode() && !value.isString()) {
      throw Refusal.malformed("'" + name + "' is a string");
    }
    return value.stringValueOpt();
  }

  private static boolean isTrue(JsonNode body, String name) {
    JsonNode value = body.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw Refusal.malformed("'" + name + "' is true or false");
    }
    return value.booleanValue(false);
  }
}
