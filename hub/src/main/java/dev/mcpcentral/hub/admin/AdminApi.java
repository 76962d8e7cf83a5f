package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.audit.AuditUnavailableException;
import dev.mcpcentral.hub.rollout.Fleet;
import dev.mcpcentral.hub.rollout.FleetException;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /api/v1}: what the command line and the console ask of a running hub. Every request passes
 * the {@link Gate}; every change is recorded. Register it under {@code /api/v1} on the admin
 * listener.
 */
public final class AdminApi implements HttpService {
  private static final Logger LOG = System.getLogger(AdminApi.class.getName());

  private final Gate gate;
  private final HubControl hub;
  private final Fleet fleet;
  private final AuditedChange changes;
  private final ServerRoutes servers;
  private final GovernanceRoutes governance;
  private final EgressRoutes egress;
  private final LogRoute logs;
  private final ToolRoutes tools;
  private final ImageRoutes images;
  private final GateRoutes gates;
  private final CatalogRoutes catalog;
  private final RolloutRoutes rollouts;

  public AdminApi(AdminParts parts) {
    this.gate = new Gate(parts.credential(), parts.allowedHosts());
    this.hub = parts.hub();
    this.fleet = parts.fleet();
    this.changes = new AuditedChange(parts.audit(), parts.clock());
    ServerPath path = new ServerPath(fleet);
    this.servers = new ServerRoutes(fleet, parts.specs(), changes, path);
    this.governance = new GovernanceRoutes(parts.governance(), servers, path);
    this.egress = new EgressRoutes(parts.governance(), changes, path);
    this.logs = new LogRoute(parts.logs(), path);
    this.tools = new ToolRoutes(parts.tools(), path);
    this.images = new ImageRoutes(parts.images(), changes);
    this.gates = new GateRoutes(parts.scans(), changes, path, parts.clock());
    this.catalog = new CatalogRoutes(parts.catalog(), fleet, changes);
    this.rollouts = new RolloutRoutes(parts.rollouts(), changes, path);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/status", answering(this::status))
        .post("/shutdown", answering(this::shutdown))
        .get("/servers", answering(servers::list))
        .post("/servers", answering(servers::add))
        .delete("/servers/{name}", answering(servers::remove))
        .post("/servers/{name}/start", answering(servers::start))
        .post("/servers/{name}/stop", answering(servers::stop))
        .post("/servers/{name}/restart", answering(servers::restart))
        .get("/servers/{name}/explain", answering(governance::explain))
        .post("/servers/{name}/enable", answering(governance::enable))
        .post("/servers/{name}/disable", answering(governance::disable))
        .post("/servers/{name}/review", answering(governance::review))
        .get("/servers/{name}/egress", answering(egress::show))
        .post("/servers/{name}/egress", answering(egress::accept))
        .get("/servers/{name}/logs", answering(logs::stream))
        .get("/catalog", answering(catalog::search))
        .get("/catalog/entry", answering(catalog::show))
        .post("/catalog/add", answering(catalog::add))
        .post("/catalog/import", answering(catalog::importCatalog))
        .get("/tools", answering(tools::list))
        .post("/call", answering(tools::call))
        .post("/images", answering(images::dockerize));
    gates.register(rules, this::answering);
    rollouts.register(rules, this::answering);
    rules.any(answering(AdminApi::unknownPath));
  }

  private void status(ServerRequest request, ServerResponse response) {
    ObjectNode status = Answers.status(hub.status());
    status.setAll(Answers.servers(fleet.servers()));
    status.setAll(Answers.ignored(fleet.ignored()));
    Answers.send(response, Status.OK_200, Answers.bytes(status));
  }

  private void shutdown(ServerRequest request, ServerResponse response) {
    changes.run("shutdown", null, () -> response.whenSent(hub::shutdown));
    Answers.send(response, Status.ACCEPTED_202, Answers.bytes(Answers.with("state", "stopping")));
  }

  private static void unknownPath(ServerRequest request, ServerResponse response) {
    throw new Refusal(
        Status.NOT_FOUND_404, "not-found", "the admin API has no such path or method");
  }

  /** One place maps what can go wrong to what is answered. */
  private Handler answering(Handler handler) {
    return (request, response) -> {
      try {
        gate.check(request);
        handler.handle(request, response);
      } catch (Refusal refusal) {
        Answers.send(response, refusal);
      } catch (FleetException e) {
        Answers.send(
            response, new Refusal(Status.CONFLICT_409, "failed", String.valueOf(e.getMessage())));
      } catch (AuditUnavailableException e) {
        Answers.send(response, auditUnavailable(e));
      } catch (RuntimeException e) {
        Answers.send(response, internal(e));
      }
    };
  }

  static Refusal auditUnavailable(AuditUnavailableException e) {
    return new Refusal(
        Status.SERVICE_UNAVAILABLE_503,
        "audit-unavailable",
        "the audit log cannot be written, so nothing is done: " + e.getMessage());
  }

  /** The cause stays in the log: it may hold what nobody should read. */
  static Refusal internal(RuntimeException e) {
    String id = UUID.randomUUID().toString();
    LOG.log(Level.ERROR, "Admin request failed, error " + id, e);
    return new Refusal(
        Status.INTERNAL_SERVER_ERROR_500,
        "internal",
        "the hub failed at this request; its log says more under error " + id);
  }
}
