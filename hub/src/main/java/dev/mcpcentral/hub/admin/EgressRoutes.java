package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Asked;
import dev.mcpcentral.hub.rollout.EgressReport;
import dev.mcpcentral.hub.rollout.Governance;
import dev.mcpcentral.hub.spec.Egress;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /servers/{name}/egress}: what a server asked for, and the list that an operator accepts.
 */
final class EgressRoutes {
  private final Governance governance;
  private final AuditedChange changes;
  private final ServerPath path;

  EgressRoutes(Governance governance, AuditedChange changes, ServerPath path) {
    this.governance = governance;
    this.changes = changes;
    this.path = path;
  }

  void show(ServerRequest request, ServerResponse response) {
    ServerName name = path.of(request);
    Answers.send(response, Status.OK_200, Answers.bytes(json(name, governance.egress(name))));
  }

  /** The body is {@code {"egress":["api.example.com:443"]}}, part of what was proposed. */
  void accept(ServerRequest request, ServerResponse response) {
    ServerName name = path.of(request);
    List<Egress> accepted = accepted(Body.read(request));
    changes.run(
        "servers/egress",
        name.value(),
        () -> {
          governance.acceptEgress(name, accepted);
          return accepted;
        },
        list -> list.stream().map(Egress::toString).collect(Collectors.joining(" ")));
    Answers.send(response, Status.OK_200, Answers.bytes(json(name, governance.egress(name))));
  }

  private static List<Egress> accepted(byte[] body) {
    try {
      JsonNode list = JsonMapper.shared().readTree(body).path("egress");
      if (!list.isArray()) {
        throw Refusal.malformed("the body is {\"egress\":[\"host:port\"]}");
      }
      List<Egress> accepted = new ArrayList<>();
      list.forEach(entry -> accepted.add(Egress.parse(entry.asString(""))));
      return accepted;
    } catch (JacksonException e) {
      throw Refusal.malformed("the body is not JSON");
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode json(ServerName name, EgressReport report) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.put("name", name.value());
    node.put("learning", report.reach().learning());
    texts(node.putArray("egress"), report.reach().egress());
    node.setAll(Answers.traffic(report.traffic()));
    ArrayNode asked = node.putArray("asked");
    report.wayOut().asked().forEach(each -> asked.add(json(each)));
    texts(node.putArray("proposed"), report.proposed());
    ArrayNode gaps = node.putArray("gaps");
    report.wayOut().gaps().forEach(gaps::add);
    return node;
  }

  /** Without a port it was only looked up. */
  private static ObjectNode json(Asked asked) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.put("host", asked.host());
    if (asked.port() > 0) {
      node.put("port", asked.port());
    }
    node.put("connections", asked.port() > 0 ? asked.traffic().allowed() : 0);
    node.put("refused", asked.traffic().refused());
    node.put("bytesUp", asked.traffic().bytesUp());
    node.put("bytesDown", asked.traffic().bytesDown());
    return node;
  }

  private static void texts(ArrayNode array, List<Egress> entries) {
    entries.forEach(entry -> array.add(entry.toString()));
  }
}
