package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.rollout.CentralServer;
import dev.mcpcentral.hub.rollout.Fleet;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;

/** The server that a request is about, which exists. */
final class ServerPath {
  private final Fleet fleet;

  ServerPath(Fleet fleet) {
    this.fleet = fleet;
  }

  ServerName of(ServerRequest request) {
    return known(request.path().pathParameters().get("name"));
  }

  /** Like {@link #known}, and the hub's own server, which nobody declares. */
  ServerName offering(String text) {
    return CentralServer.NAME.value().equals(text) ? CentralServer.NAME : known(text);
  }

  ServerName known(String text) {
    return fleet.servers().stream()
        .map(server -> server.name())
        .filter(name -> name.value().equals(text))
        .findFirst()
        .orElseThrow(() -> unknown(text));
  }

  private static Refusal unknown(String text) {
    String shown = text.length() > 64 ? text.substring(0, 64) + "…" : text;
    return new Refusal(
        Status.NOT_FOUND_404,
        "unknown-server",
        "there is no server '" + shown + "': mcp-central list shows those there are");
  }
}
