package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.dispatch.Dispatcher;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.hub.session.Watches;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /mcp} and {@code /servers/{name}/mcp}: Streamable HTTP of both eras, told apart request by
 * request.
 */
public final class McpEndpoint implements AutoCloseable {
  private static final Slice EMPTY = Slice.of("");

  private final Guard guard;
  private final Snapshots snapshots;
  private final Sessions sessions;
  private final Pulse pulse = new Pulse();
  private final Subscriptions subscriptions;
  private final LegacyFront legacy;
  private final ModernFront modern;

  /** {@code version} is the hub's own, shown to clients. */
  public McpEndpoint(
      String version,
      Guard guard,
      Dispatcher dispatcher,
      Snapshots snapshots,
      Sessions sessions,
      Watches watches) {
    HubCard card = new HubCard(version);
    this.guard = guard;
    this.snapshots = snapshots;
    this.sessions = sessions;
    this.subscriptions = new Subscriptions(sessions, watches);
    this.legacy = new LegacyFront(card, dispatcher, sessions, subscriptions, snapshots, pulse);
    this.modern = new ModernFront(card, dispatcher, subscriptions, snapshots, pulse);
    snapshots.onChange(subscriptions::changed);
  }

  /** Adds the endpoint's routes to one listener, and guards all of that listener's routes. */
  public void route(HttpRouting.Builder routing, Surface surface) {
    routing.addFilter((chain, request, response) -> {
      Exchange exchange = new HelidonExchange(request, response);
      Optional<String> foreign = guard.foreign(exchange);
      if (foreign.isPresent()) {
        refuse(exchange, 403, foreign.get());
      } else if (request.headers().contains(HeaderNames.TRANSFER_ENCODING)) {
        exchange.set("Connection", "close");
        chain.proceed();
        throw new CloseConnectionException(
            "the listener is lenient about the ends of chunks: what follows is not believed");
      } else {
        chain.proceed();
      }
    });
    routing.any("/mcp", (request, response) -> handle(request, response, surface, null));
    routing.any(
        "/servers/{name}/mcp",
        (request, response) -> {
          Optional<ServerName> server = server(request.path().pathParameters().get("name"));
          if (server.isPresent()) {
            handle(request, response, surface, server.get());
          } else {
            response.status(404).send("No such server.\n");
          }
        });
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
      ServerRequest request, ServerResponse response, Surface surface, @Nullable ServerName scope) {
    Exchange exchange = new HelidonExchange(request, response);
    Optional<Principal> principal = guard.principal(exchange);
    if (principal.isEmpty()) {
      exchange.set("WWW-Authenticate", "Bearer realm=\"mcp-central\"");
      refuse(exchange, 401, "a bearer token is needed: mcp-central token create NAME");
      return;
    }
    Origin origin = new Origin(exchange, principal.get(), surface, scope);
    switch (exchange.method()) {
      case "POST" -> post(origin);
      case "GET" ->
          legacy
              .session(origin)
              .ifPresentOrElse(
                  session -> subscriptions.listen(exchange, session), () -> noStream(origin));
      case "DELETE" ->
          legacy
              .session(origin)
              .ifPresentOrElse(session -> end(exchange, session), () -> noStream(origin));
      default -> notAllowed(exchange);
    }
  }

  private void post(Origin origin) {
    Exchange exchange = origin.exchange();
    String type = exchange.header("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      refuse(exchange, 415, "send Content-Type: application/json");
      return;
    }
    try {
      receive(origin, EnvelopeScanner.scan(Slice.of(exchange.body())));
    } catch (UnreadableBodyException unreadable) {
      exchange.set("Connection", "close");
      refuse(exchange, 400, "the body cannot be read: it breaks the rules of HTTP");
    } catch (MalformedJsonException malformed) {
      send(
          exchange,
          McpErrors.error(
              null, 400, ErrorCode.PARSE_ERROR, "Parse error: " + malformed.getMessage()));
    } catch (InvalidEnvelopeException invalid) {
      send(
          exchange,
          McpErrors.error(
              invalid.id(),
              400,
              ErrorCode.INVALID_REQUEST,
              "Invalid request: " + invalid.getMessage()));
    }
  }

  private void receive(Origin origin, Envelope message) {
    switch (message) {
      case Envelope.Request request -> {
        if (ModernFront.claims(origin.exchange(), request)) {
          modern.request(origin, request);
        } else {
          legacy.request(origin, request);
        }
      }
      case Envelope.Notification notification -> {
        legacy.notification(origin, notification);
        origin.exchange().send(202, null, EMPTY);
      }
      case Envelope.ResultResponse result -> {
        legacy.session(origin).ifPresent(session -> session.answer(result));
        origin.exchange().send(202, null, EMPTY);
      }
      case Envelope.ErrorResponse error -> {
        legacy.session(origin).ifPresent(session -> session.answer(error));
        origin.exchange().send(202, null, EMPTY);
      }
    }
  }

  /** A server says that one of its resources, by its own {@code uri}, has changed. */
  public void resourceUpdated(ServerName server, String uri, Members params) {
    subscriptions.updated(server, uri, params);
  }

  /** Streams and requests that are open now. */
  public Live live() {
    return new Live(sessions.count(), pulse.waiting(), subscriptions.open());
  }

  /**
   * What the endpoint has open.
   *
   * @param sessions legacy sessions
   * @param requests requests that are being carried out
   * @param subscriptions modern clients' streams
   */
  public record Live(int sessions, int requests, int subscriptions) {}

  private void end(Exchange exchange, Session session) {
    sessions.end(session);
    exchange.send(204, null, EMPTY);
  }

  private static void noStream(Origin origin) {
    if (origin.exchange().header(LegacyFront.SESSION) != null) {
      refuse(origin.exchange(), 404, "unknown session: send initialize again");
    } else {
      notAllowed(origin.exchange());
    }
  }

  private static void notAllowed(Exchange exchange) {
    exchange.set("Allow", "POST");
    refuse(exchange, 405, "POST one JSON-RPC message; GET and DELETE need an Mcp-Session-Id");
  }

  private static void refuse(Exchange exchange, int status, String why) {
    send(exchange, McpErrors.error(null, status, ErrorCode.INVALID_REQUEST, why));
  }

  static void send(Exchange exchange, McpErrors wire) {
    exchange.send(wire.status(), "application/json", wire.message());
  }

  @Override
  public void close() {
    pulse.close();
    subscriptions.close();
    sessions.close();
  }
}
