package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.advisory.ImportReport;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.rollout.FleetException;
import dev.mcpcentral.hub.rollout.Scans;
import dev.mcpcentral.hub.spec.Waiver;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /servers/{name}/scan} and {@code sbom}, {@code /advisories}, {@code /waivers}. */
final class GateRoutes {
  private final Scans scans;
  private final AuditedChange changes;
  private final ServerPath path;
  private final InstantSource clock;

  GateRoutes(Scans scans, AuditedChange changes, ServerPath path, InstantSource clock) {
    this.scans = scans;
    this.changes = changes;
    this.path = path;
    this.clock = clock;
  }

  void register(HttpRules rules, UnaryOperator<io.helidon.webserver.http.Handler> answering) {
    rules
        .post("/servers/{name}/scan", answering.apply(this::scan))
        .get("/servers/{name}/sbom", answering.apply(this::sbom))
        .get("/advisories", answering.apply(this::advisories))
        .post("/advisories", answering.apply(this::importAdvisories))
        .get("/waivers", answering.apply(this::waivers))
        .post("/waivers", answering.apply(this::waive));
  }

  /** The image may have to be fetched and read, so the steps are streamed. */
  private void scan(ServerRequest request, ServerResponse response) {
    ServerName name = path.of(request);
    boolean again = request.query().first("again").map("true"::equals).orElse(false);
    StepStream steps = new StepStream(response);
    steps.end(
        "verdict", () -> GateAnswers.verdict(name.value(), scans.scan(name, again, steps::step)));
  }

  private void sbom(ServerRequest request, ServerResponse response) {
    ServerName name = path.of(request);
    try {
      Answers.send(response, Status.OK_200, Files.readAllBytes(scans.sbom(name, _ -> {})));
    } catch (IOException gone) {
      throw new FleetException("the SBOM of '" + name + "' cannot be read: " + gone, gone);
    }
  }

  private void advisories(ServerRequest request, ServerResponse response) {
    ObjectNode state = GateAnswers.database(scans.advisories(), clock.instant());
    Answers.send(response, Status.OK_200, Answers.bytes(state));
  }

  private void importAdvisories(ServerRequest request, ServerResponse response) {
    String source = text(body(request), "source");
    if (!source.startsWith("/")) {
      throw Refusal.malformed("\"source\" must be the absolute path of a file or folder");
    }
    StepStream steps = new StepStream(response);
    steps.end(
        "imported",
        () ->
            changes.run(
                "advisories/import",
                null,
                () -> imported(scans.importAdvisories(Path.of(source), steps::step)),
                _ -> null));
  }

  private ObjectNode imported(ImportReport report) {
    return GateAnswers.database(report.state(), clock.instant())
        .put("records", report.records())
        .put("unusable", report.unusable());
  }

  private void waivers(ServerRequest request, ServerResponse response) {
    ObjectNode list = GateAnswers.waivers(scans.waivers(), clock.instant());
    Answers.send(response, Status.OK_200, Answers.bytes(list));
  }

  private void waive(ServerRequest request, ServerResponse response) {
    Waiver waiver = waiver(body(request));
    if (!waiver.counts(LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC))) {
      throw Refusal.malformed("a waiver must end in the future");
    }
    changes.run("waivers/add", waiver.server().value(), () -> scans.waive(waiver));
    ObjectNode added = JsonMapper.shared().createObjectNode();
    added.put("server", waiver.server().value()).put("finding", waiver.finding());
    added.put("expires", waiver.expires().toString());
    Answers.send(response, Status.OK_200, Answers.bytes(Answers.with("waiver", added)));
  }

  private static Waiver waiver(JsonNode body) {
    try {
      return new Waiver(
          new ServerName(text(body, "server")),
          text(body, "finding"),
          text(body, "reason"),
          LocalDate.parse(text(body, "expires")));
    } catch (DateTimeException notADate) {
      throw Refusal.malformed("\"expires\" must be a day such as 2027-01-31");
    } catch (IllegalArgumentException invalid) {
      throw Refusal.malformed(String.valueOf(invalid.getMessage()));
    }
  }

  private static JsonNode body(ServerRequest request) {
    try {
      return JsonMapper.shared().readTree(Body.read(request));
    } catch (JacksonException malformed) {
      throw Refusal.malformed("the body is not JSON");
    }
  }

  private static String text(JsonNode body, String name) {
    return body.path(name).asString("");
  }
}
