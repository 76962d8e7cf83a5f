package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Cancellation;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.dispatch.Dispatcher;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.hub.session.Watch;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Clients of 2024-11-05 to 2025-11-25: a handshake, then requests within its session. */
final class LegacyFront {
  static final String SESSION = "Mcp-Session-Id";
  private static final int MAX_CLIENT_NAME = 64;
  private static final Outcome NOTHING = new Outcome.Answer(Slice.of("{}"), false);

  private final HubCard card;
  private final Dispatcher dispatcher;
  private final Sessions sessions;
  private final Subscriptions subscriptions;
  private final Snapshots snapshots;
  private final Pulse pulse;

  LegacyFront(
      HubCard card,
      Dispatcher dispatcher,
      Sessions sessions,
      Subscriptions subscriptions,
      Snapshots snapshots,
      Pulse pulse) {
    this.card = card;
    this.subscriptions = subscriptions;
    this.snapshots = snapshots;
    this.dispatcher = dispatcher;
    this.sessions = sessions;
    this.pulse = pulse;
  }

  /** The session that the request names, if it exists and belongs to the caller. */
  Optional<Session> session(Origin origin) {
    String id = origin.exchange().header(SESSION);
    return id == null ? Optional.empty() : sessions.find(id, origin.principal());
  }

  void request(Origin origin, Envelope.Request request) {
    if (request.method().equals("initialize")) {
      initialize(origin, request);
      return;
    }
    String id = origin.exchange().header(SESSION);
    Optional<Session> session = session(origin);
    if (id == null) {
      refuse(
          origin,
          request,
          400,
          "missing Mcp-Session-Id: send initialize first, or speak 2026-07-28");
    } else if (session.isEmpty()) {
      refuse(origin, request, 404, "unknown session: send initialize again");
    } else if (!knownVersion(origin.exchange())) {
      refuse(
          origin,
          request,
          400,
          "unsupported MCP-Protocol-Version; supported: " + Revision.dates(Era.LEGACY));
    } else {
      within(session.get(), origin, request);
    }
  }

  /**
   * {@code notifications/cancelled} ends a request in flight; other notifications need no action
   * here.
   */
  void notification(Origin origin, Envelope.Notification notification) {
    if (notification.method().equals("notifications/cancelled")) {
      Slice requestId = notification.body().find("requestId");
      if (requestId != null) {
        session(origin).ifPresent(session -> session.cancel(requestId));
      }
    }
  }

  private void initialize(Origin origin, Envelope.Request request) {
    String asked = request.body().string("protocolVersion");
    if (asked == null) {
      McpEndpoint.send(
          origin.exchange(),
          McpErrors.error(
              request.id(), 400, ErrorCode.INVALID_PARAMS, "initialize needs \"protocolVersion\""));
      return;
    }
    Revision revision =
        Revision.of(asked)
            .filter(known -> known.era() == Era.LEGACY)
            .orElse(Revision.NEWEST_LEGACY);
    String name = clientName(request.body().find("clientInfo"));
    Slice welcome = card.initialized(revision, snapshots.current().catalog(), origin.scope());
    Ask ask = new Ask.Own("initialize", new Outcome.Answer(welcome, false));
    Outcome outcome =
        dispatcher.dispatch(call(origin, Client.plain(revision, name), ask), Caller.SILENT);
    if (outcome instanceof Outcome.Answer) {
      ClientCapabilities capabilities = ClientCapabilities.of(request.body().find("capabilities"));
      Session session = sessions.create(origin.principal(), revision, name, capabilities);
      origin.exchange().set(SESSION, session.id());
    }
    McpEndpoint.send(origin.exchange(), McpErrors.of(request.id(), outcome, Era.LEGACY));
  }

  private void within(Session session, Origin origin, Envelope.Request request) {
    Optional<Cancellation> cancellation = session.begin(request.id());
    if (cancellation.isEmpty()) {
      refuse(origin, request, 400, "a request with this id is in flight already");
      return;
    }
    Reply reply = Reply.legacy(origin, cancellation.get(), session);
    pulse.add(reply);
    try {
      Ask ask = Asks.of(origin, request, Era.LEGACY).orElseGet(() -> own(session, request));
      Outcome outcome = dispatcher.dispatch(call(origin, session.client(), ask), reply);
      if (ask instanceof Ask.OfServer named && outcome instanceof Outcome.Answer) {
        subscribed(session, named);
      }
      McpErrors wire = McpErrors.of(request.id(), outcome, Era.LEGACY);
      reply.answer(wire.status(), wire.message());
    } finally {
      pulse.remove(reply);
      session.end(request.id());
    }
  }

  private void subscribed(Session session, Ask.OfServer ask) {
    if (ask.verb().subscribes()) {
      Optional<Watch> watch = watch(snapshots.current().catalog(), ask);
      if (ask.verb() == ServerMethod.SUBSCRIBE) {
        watch.ifPresent(wanted -> subscriptions.watch(session, wanted));
      } else {
        watch.ifPresent(wanted -> subscriptions.unwatch(session, wanted));
      }
    }
  }

  static Optional<Watch> watch(Catalog catalog, Ask.OfServer ask) {
    return Optional.ofNullable(catalog.resolve(ask))
        .map(Catalog.Entry::route)
        .map(route -> new Watch(route.server(), route.name(), ask.name()));
  }

  private static Ask own(Session session, Envelope.Request request) {
    return switch (request.method()) {
      case "ping" -> new Ask.Own("ping", NOTHING);
      case "logging/setLevel" ->
          LogLevel.of(request.body().string("level"))
              .map(level -> setLevel(session, level))
              .orElseGet(() ->
                  new Ask.Own(
                      request.method(),
                      new Failure.InvalidArguments("there is no such log level")));
      default -> new Ask.Own(request.method(), new Failure.UnknownMethod(request.method()));
    };
  }

  private static Ask setLevel(Session session, LogLevel level) {
    session.admit(level);
    return new Ask.Own("logging/setLevel", level.word(), NOTHING);
  }

  private static Call call(Origin origin, Client client, Ask ask) {
    return new Call(origin.principal(), origin.surface(), client, ask);
  }

  /** A missing header is fine: 2024-11-05 and 2025-03-26 did not have it. */
  private static boolean knownVersion(Exchange exchange) {
    String version = exchange.header("MCP-Protocol-Version");
    return version == null
        || Revision.of(version).filter(revision -> revision.era() == Era.LEGACY).isPresent();
  }

  static @Nullable String clientName(@Nullable Slice clientInfo) {
    if (clientInfo == null) {
      return null;
    }
    try {
      String name = Members.ofObject(clientInfo).string("name");
      return name == null || name.length() <= MAX_CLIENT_NAME
          ? name
          : name.substring(0, MAX_CLIENT_NAME);
    } catch (MalformedJsonException notAnObject) {
      return null;
    }
  }

  private static void refuse(Origin origin, Envelope.Request request, int status, String why) {
    McpEndpoint.send(
        origin.exchange(), McpErrors.error(request.id(), status, ErrorCode.INVALID_REQUEST, why));
  }
}
