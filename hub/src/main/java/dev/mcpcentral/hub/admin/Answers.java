package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.rollout.IgnoredContainer;
import dev.mcpcentral.hub.rollout.ServerStatus;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that the admin API answers with. */
final class Answers {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Answers() {}

  static ObjectNode status(HubStatus status) {
    ObjectNode node = JSON.createObjectNode();
    node.put("version", status.version());
    node.put("pid", status.pid());
    node.put("since", status.since().toString());
    node.put("home", status.home().toString());
    node.put("config", status.config().toString());
    node.put("engine", status.engine());
    status.engineTrouble().ifPresent(trouble -> node.put("engineTrouble", trouble));
    status.configurationTrouble().ifPresent(trouble -> node.put("configurationTrouble", trouble));
    node.put("ready", status.ready());
    node.put("auditAvailable", status.auditAvailable());
    ObjectNode endpoints = node.putObject("endpoints");
    status.endpoints().forEach(end -> endpoints.put(end.name(), end.url().toString()));
    ObjectNode live = node.putObject("live");
    live.put("sessions", status.live().sessions());
    live.put("requests", status.live().requests());
    live.put("streams", status.live().streams());
    live.put("parkedCalls", status.live().parkedCalls());
    ArrayNode profiles = node.putArray("profiles");
    status.profiles().forEach(profile -> profiles.add(profile(profile)));
    ObjectNode egress = node.putObject("egress");
    status.egress().forEach((server, traffic) -> egress.set(server.value(), traffic(traffic)));
    status
        .egressGaps()
        .forEach((server, gaps) -> {
          ArrayNode texts = egress.withObject("/" + server).putArray("gaps");
          gaps.forEach(texts::add);
        });
    return node;
  }

  static ObjectNode traffic(Traffic traffic) {
    ObjectNode node = JSON.createObjectNode();
    node.put("allowed", traffic.allowed());
    node.put("refused", traffic.refused());
    node.put("bytesUp", traffic.bytesUp());
    node.put("bytesDown", traffic.bytesDown());
    return node;
  }

  private static ObjectNode profile(HubStatus.ProfileView profile) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", profile.name());
    node.put("tools", profile.tools());
    node.put("tokens", profile.tokens());
    node.put("shownTokens", profile.shownTokens());
    return node;
  }

  static ObjectNode servers(List<ServerStatus> servers) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode list = node.putArray("servers");
    servers.forEach(server -> list.add(server(server)));
    return node;
  }

  static ObjectNode server(ServerStatus server) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", server.name().value());
    node.put("source", server.source());
    node.put("risk", lower(server.risk()));
    node.put("state", lower(server.state()));
    node.put("detail", server.detail());
    node.put("tools", server.tools());
    if (!server.quarantined().isEmpty()) {
      ArrayNode quarantined = node.putArray("quarantined");
      server.quarantined().forEach(quarantined::add);
    }
    server.foreign().ifPresent(foreign -> foreign(node, foreign));
    server.instance().ifPresent(instance -> node.put("instance", instance));
    node.put("since", server.since().toString());
    if (!server.scan().isEmpty()) {
      node.put("scan", server.scan());
    }
    return node;
  }

  private static void foreign(ObjectNode node, ServerStatus.Foreign foreign) {
    node.put(
        "origin",
        (foreign.discovered() ? "discovered: container " : "container ") + foreign.container());
    ArrayNode lacks = node.putArray("lacks");
    foreign.lacks().forEach(lacks::add);
  }

  static ObjectNode ignored(List<IgnoredContainer> containers) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode list = node.putArray("ignoredContainers");
    for (IgnoredContainer one : containers) {
      list.addObject().put("container", one.container()).put("reason", one.reason());
    }
    return node;
  }

  static ObjectNode with(String key, ObjectNode value) {
    ObjectNode node = JSON.createObjectNode();
    node.set(key, value);
    return node;
  }

  static ObjectNode with(String key, String value) {
    return JSON.createObjectNode().put(key, value);
  }

  static ObjectNode error(String code, String message) {
    return with("error", JSON.createObjectNode().put("code", code).put("message", message));
  }

  static byte[] bytes(ObjectNode node) {
    return JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
  }

  static void send(ServerResponse response, Status status, byte[] json) {
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(json);
  }

  static void send(ServerResponse response, Refusal refusal) {
    if (refusal.status().equals(Status.UNAUTHORIZED_401)) {
      response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"mcp-central admin\"");
    }
    // What is left of the request's body is not read: the connection cannot be used again.
    response.header(HeaderValues.CONNECTION_CLOSE);
    send(response, refusal.status(), bytes(error(refusal.code(), refusal.text())));
  }

  /** The word that stands for a constant in every answer. */
  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
