package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.dispatch.Dispatcher;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.hub.session.Watches;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.protocol.json.Members;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The paths of MCP clients: {@code /mcp} for Streamable HTTP, {@code /sse} and {@code /messages}
 * for the transport of 2024-11-05, and the same below {@code /servers/{name}} for one server alone.
 */
public final class McpEndpoint implements AutoCloseable {
  private static final Duration FORGET_EVERY = Duration.ofSeconds(10);

  private final Guard guard;
  private final Snapshots snapshots;
  private final Sessions sessions;
  private final Supplier<List<PublishedServer>> published;
  private final OpenStreams streams = new OpenStreams();
  private final Pulse pulse = new Pulse(this::rounds);
  private final Subscriptions subscriptions;
  private final StreamableHttp streamable;
  private final HttpWithSse sse;
  private long forgotAt = System.nanoTime();

  /**
   * {@code version} is the hub's own, shown to clients; {@code published} are the declared servers,
   * asked with every request for the list of them.
   */
  public McpEndpoint(
      String version,
      Guard guard,
      Dispatcher dispatcher,
      Snapshots snapshots,
      Sessions sessions,
      Watches watches,
      Supplier<List<PublishedServer>> published) {
    HubCard card = new HubCard(version);
    this.guard = guard;
    this.snapshots = snapshots;
    this.sessions = sessions;
    this.published = published;
    this.subscriptions = new Subscriptions(sessions, watches, streams);
    Handshake handshake = new Handshake(card, dispatcher, sessions, snapshots);
    LegacyFront legacy = new LegacyFront(dispatcher, subscriptions, snapshots, pulse);
    ModernFront modern =
        new ModernFront(card, dispatcher, subscriptions, snapshots, streams, pulse);
    this.streamable = new StreamableHttp(handshake, legacy, modern, sessions, streams);
    this.sse = new HttpWithSse(handshake, legacy, sessions, streams);
    snapshots.onChange(subscriptions::changed);
  }

  /** Adds the endpoint's routes to one listener, and guards all of that listener's routes. */
  public void route(HttpRouting.Builder routing, Surface surface) {
    routing.addFilter((chain, request, response) -> {
      Exchange exchange = new HelidonExchange(request, response);
      Optional<String> foreign = guard.foreign(exchange);
      if (foreign.isPresent()) {
        exchange.refuse(403, foreign.get());
      } else if (request.headers().contains(HeaderNames.TRANSFER_ENCODING)) {
        exchange.set("Connection", "close");
        chain.proceed();
        throw new CloseConnectionException(
            "the listener is lenient about the ends of chunks: what follows is not believed");
      } else {
        chain.proceed();
      }
    });
    for (String scope : List.of("", "/servers/{name}")) {
      routing.any(scope + "/mcp", handler(surface, streamable::handle));
      routing.get(scope + "/sse", handler(surface, sse::connect));
      routing.post(scope + "/messages", handler(surface, sse::post));
    }
    routing.any("/mcp/{profile}", profiled(surface, streamable::handle));
    if (surface == Surface.MCP) {
      routing.any(RegistryApi.PATH, registry());
      routing.any(RegistryApi.PATH + "/*", registry());
    }
  }

  private Handler handler(Surface surface, Consumer<Origin> transport) {
    return (request, response) -> {
      Parameters named = request.path().pathParameters();
      Optional<ServerName> server = named.first("name").asOptional().flatMap(this::server);
      if (named.contains("name") && server.isEmpty()) {
        response.status(404).send("No such server.\n");
      } else {
        handle(
            new HelidonExchange(request, response), surface, server.orElse(null), null, transport);
      }
    };
  }

  private Handler registry() {
    RegistryApi api = new RegistryApi(this::visible);
    return (request, response) -> {
      Exchange exchange = new HelidonExchange(request, response);
      if (admitted(exchange).isPresent()) {
        api.handle(exchange);
      }
    };
  }

  /** The published servers that offer something now. */
  private List<PublishedServer> visible() {
    Catalog catalog = snapshots.current().catalog();
    return published.get().stream().filter(server -> catalog.has(server.name())).toList();
  }

  private Handler profiled(Surface surface, Consumer<Origin> transport) {
    return (request, response) -> {
      String profile = request.path().pathParameters().get("profile");
      if (snapshots.current().profiles().containsKey(profile)) {
        handle(new HelidonExchange(request, response), surface, null, profile, transport);
      } else {
        response.status(404).send("No such profile.\n");
      }
    };
  }

  private Optional<ServerName> server(String name) {
    try {
      ServerName server = new ServerName(name);
      return snapshots.current().catalog().has(server) ? Optional.of(server) : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private void handle(
      Exchange exchange,
      Surface surface,
      @Nullable ServerName scope,
      @Nullable String profile,
      Consumer<Origin> transport) {
    admitted(exchange)
        .ifPresent(principal ->
            transport.accept(new Origin(exchange, principal, surface, scope, profile)));
  }

  /** Who asks; nobody, and the answer is sent, without a credential that counts. */
  private Optional<Principal> admitted(Exchange exchange) {
    Optional<Principal> principal = guard.principal(exchange);
    if (principal.isEmpty()) {
      exchange.set("WWW-Authenticate", "Bearer realm=\"mcp-central\"");
      exchange.refuse(401, "a bearer token is needed: mcp-central token create NAME");
    }
    return principal;
  }

  /** Closes the connections of clients that have left a stream unread for this long. */
  void breakOff(Duration unread) {
    streams.breakOff(unread);
  }

  /** What is to be done twice a second. */
  private void rounds() {
    breakOff(OpenStreams.UNREAD);
    long now = System.nanoTime();
    if (now - forgotAt > FORGET_EVERY.toNanos()) {
      forgotAt = now;
      // The end of a session ends servers' instances, for which nobody else is to wait.
      Thread.ofVirtual().name("old sessions").start(this::forget);
    }
  }

  private void forget() {
    sessions.forget();
    sessions.expire();
  }

  /** A server says that one of its resources, by its own {@code uri}, has changed. */
  public void resourceUpdated(ServerName server, String uri, Members params) {
    subscriptions.updated(server, uri, params);
  }

  /** Streams and requests that are open now. */
  public Live live() {
    return new Live(
        sessions.count(),
        pulse.waiting(),
        subscriptions.open(),
        streams.count(),
        sessions.keptBytes());
  }

  /**
   * What the endpoint has open.
   *
   * @param sessions legacy sessions
   * @param requests requests that are being carried out
   * @param subscriptions modern clients' streams
   * @param streams all event streams that a connection carries, those of subscriptions included
   * @param keptBytes what is kept for clients that may take up a stream again
   */
  public record Live(int sessions, int requests, int subscriptions, int streams, long keptBytes) {
    /** Before anything was opened. */
    public static final Live NOTHING = new Live(0, 0, 0, 0, 0);
  }

  @Override
  public void close() {
    pulse.close();
    subscriptions.close();
    sessions.close();
    sse.close();
  }
}
