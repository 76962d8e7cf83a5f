package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.dispatch.Dispatcher;
import dev.mcpcentral.hub.session.Cancellation;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Clients of 2024-11-05 to 2025-11-25: a handshake, then requests within its session. */
final class LegacyFront {
  static final String SESSION = "Mcp-Session-Id";
  private static final int MAX_CLIENT_NAME = 64;

  private final HubCard card;
  private final Dispatcher dispatcher;
  private final Sessions sessions;
  private final Pulse pulse;

  LegacyFront(HubCard card, Dispatcher dispatcher, Sessions sessions, Pulse pulse) {
    this.card = card;
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
    String client = clientName(request.body().find("clientInfo"));
    Ask ask = new Ask.Own("initialize", new Outcome.Answer(card.initialized(revision), false));
    Outcome outcome =
        dispatcher.dispatch(call(origin, client, ask), dev.mcpcentral.hub.call.Caller.SILENT);
    if (outcome instanceof Outcome.Answer) {
      origin.exchange().set(SESSION, sessions.create(origin.principal(), revision, client).id());
    }
    McpEndpoint.send(origin.exchange(), McpErrors.of(request.id(), outcome, Era.LEGACY));
  }

  private void within(Session session, Origin origin, Envelope.Request request) {
    Optional<Cancellation> cancellation = session.begin(request.id());
    if (cancellation.isEmpty()) {
      refuse(origin, request, 400, "a request with this id is in flight already");
      return;
    }
    Reply reply = new Reply(origin.exchange(), origin.acceptsStream(), cancellation.get(), false);
    pulse.add(reply);
    try {
      Outcome outcome =
          dispatcher.dispatch(call(origin, session.client(), ask(origin, request)), reply);
      McpErrors wire = McpErrors.of(request.id(), outcome, Era.LEGACY);
      reply.answer(wire.status(), wire.message());
    } finally {
      pulse.remove(reply);
      session.end(request.id());
    }
  }

  private static Ask ask(Origin origin, Envelope.Request request) {
    Members params = request.body();
    return switch (request.method()) {
      case "tools/call" -> {
        String name = params.string("name");
        yield name == null
            ? new Ask.Own(
                request.method(), new Failure.InvalidArguments("tools/call needs a \"name\""))
            : new Ask.CallTool(origin.scope(), name, params, request.meta());
      }
      case "tools/list" -> new Ask.ListTools(origin.scope(), params.string("cursor"));
      case "ping" -> new Ask.Own("ping", new Outcome.Answer(Slice.of("{}"), false));
      default -> new Ask.Own(request.method(), new Failure.UnknownMethod(request.method()));
    };
  }

  private static Call call(Origin origin, @Nullable String client, Ask ask) {
    return new Call(origin.principal(), origin.surface(), Era.LEGACY, client, ask);
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
