package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.admin.AdminApi;
import dev.mcpcentral.hub.admin.HubStatus;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.mcp.McpEndpoint;
import dev.mcpcentral.hub.spec.Configuration;
import io.helidon.http.Status;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The hub's sockets: one for MCP clients, one for the bridge, one for operators. */
final class Listeners implements AutoCloseable {
  /** Larger bodies are refused with 413 before they are read (threat T13). */
  private static final int MAX_BODY = 4 << 20;

  /** An operator's catalogs are larger; the admin API bounds every other body itself. */
  private static final int MAX_ADMIN_BODY = 40 << 20;

  private static final String BRIDGE = "bridge";
  private static final String ADMIN = "admin";

  private final WebServer server;
  private final Configuration.Listen listen;

  private Listeners(WebServer server, Configuration.Listen listen) {
    this.server = server;
    this.listen = listen;
  }

  static Listeners start(
      Configuration.Listen listen, McpEndpoint mcp, AdminApi admin, BooleanSupplier ready) {
    WebServerConfig.Builder builder = WebServer.builder().shutdownHook(false);
    bind(builder, listen.mcp());
    builder.routing(routing -> mcp.route(health(routing, ready), Surface.MCP));
    builder.putSocket(
        BRIDGE,
        socket -> {
          bind(socket, listen.bridge());
          socket.routing(routing -> mcp.route(health(routing, ready), Surface.BRIDGE));
        });
    builder.putSocket(
        ADMIN,
        socket -> {
          bind(socket, listen.admin());
          socket.maxPayloadSize(MAX_ADMIN_BODY);
          socket.routing(routing -> health(routing, ready).register("/api/v1", admin));
        });
    return new Listeners(builder.build().start(), listen);
  }

  private static void bind(ListenerConfig.BuilderBase<?, ?> listener, InetSocketAddress address) {
    listener
        .address(address.getAddress())
        .port(address.getPort())
        .maxPayloadSize(MAX_BODY)
        .backlog(1024)
        .shutdownGracePeriod(Duration.ofSeconds(2))
        // Without it, the first event of a stream waits for the client's delayed acknowledgement.
        .connectionOptions(options -> options.tcpNoDelay(true));
  }

  private static HttpRouting.Builder health(HttpRouting.Builder routing, BooleanSupplier ready) {
    return routing
        .get("/health", (request, response) -> response.send("ok\n"))
        .get(
            "/ready",
            (request, response) -> {
              boolean yes = ready.getAsBoolean();
              response.status(yes ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
              response.send(yes ? "ready\n" : "not ready: the audit log cannot be written\n");
            });
  }

  /** Where the listeners are, with the ports that they really have. */
  List<HubStatus.Endpoint> endpoints() {
    return List.of(
        new HubStatus.Endpoint("mcp", url(listen.mcp(), server.port(), "/mcp")),
        new HubStatus.Endpoint(BRIDGE, url(listen.bridge(), server.port(BRIDGE), "/mcp")),
        new HubStatus.Endpoint(ADMIN, admin()));
  }

  URI admin() {
    return url(listen.admin(), server.port(ADMIN), "");
  }

  private static URI url(InetSocketAddress address, int port, String path) {
    String host = address.getAddress().getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + path);
  }

  @Override
  public void close() {
    server.stop();
  }
}
