package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.session.EventLog;
import dev.mcpcentral.hub.session.Resumption;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import dev.mcpcentral.protocol.mcp.MetaKey;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streamable HTTP of both eras, told apart request by request (2025-11-25 and 2026-07-28,
 * basic/transports).
 */
final class StreamableHttp {
  static final String SESSION = "Mcp-Session-Id";
  private static final String VERSION = "MCP-Protocol-Version";

  private final Handshake handshake;
  private final LegacyFront legacy;
  private final ModernFront modern;
  private final Sessions sessions;
  private final OpenStreams streams;
  private final Batch batch;

  StreamableHttp(
      Handshake handshake,
      LegacyFront legacy,
      ModernFront modern,
      Sessions sessions,
      OpenStreams streams) {
    this.handshake = handshake;
    this.legacy = legacy;
    this.modern = modern;
    this.sessions = sessions;
    this.streams = streams;
    this.batch = new Batch(legacy, streams);
  }

  void handle(Origin origin) {
    Exchange exchange = origin.exchange();
    switch (exchange.method()) {
      case "POST" -> Bodies.read(exchange, body -> receive(origin, body));
      case "GET" -> ifSession(origin, session -> listen(origin, session));
      case "DELETE" ->
          ifSession(
              origin,
              session -> {
                sessions.end(session);
                exchange.send(204, null, Slice.of(""));
              });
      default -> notAllowed(exchange);
    }
  }

  private void receive(Origin origin, Slice body)
      throws MalformedJsonException, InvalidEnvelopeException {
    Optional<Session> batching = Batch.is(body) ? batching(origin) : Optional.empty();
    if (batching.isPresent()) {
      batch.receive(origin, batching.get(), body);
      return;
    }
    switch (EnvelopeScanner.scan(body)) {
      case Envelope.Request request -> {
        if (ModernFront.claims(origin.exchange(), request)) {
          modern.request(origin, request);
        } else if (request.method().equals(Handshake.METHOD)) {
          initialize(origin, request);
        } else {
          within(origin, request.id(), session -> carryOut(session, origin, request));
        }
      }
      case Envelope message -> take(origin, message);
    }
  }

  /** Only 2025-03-26 has batches. */
  private Optional<Session> batching(Origin origin) {
    return session(origin)
        .filter(session -> session.revision() == Revision.V2025_03_26)
        .filter(session -> knownVersion(origin.exchange()));
  }

  private void initialize(Origin origin, Envelope.Request request) {
    Handshake.Welcome welcome = handshake.welcome(origin, request);
    Session session = welcome.session();
    if (session != null) {
      origin.exchange().set(SESSION, session.id());
    }
    origin.exchange().send(welcome.response());
  }

  private void carryOut(Session session, Origin origin, Envelope.Request request) {
    Outlet response = new PostResponse(origin, streams, session, () -> {});
    legacy.begin(session, origin, request, response).ifPresent(Runnable::run);
  }

  /** Modern clients may send notifications too; none of them needs an action here. */
  private void take(Origin origin, Envelope message) {
    Exchange exchange = origin.exchange();
    boolean alone =
        exchange.headers(SESSION).isEmpty()
            && message instanceof Envelope.Notification
            && (message.meta().find(MetaKey.PROTOCOL_VERSION) != null || !namesLegacy(exchange));
    if (alone) {
      exchange.accepted();
      return;
    }
    within(
        origin,
        null,
        session -> {
          legacy.take(session, message);
          exchange.accepted();
        });
  }

  /** GET: a stream that was broken off goes on, or a new one begins. */
  private void listen(Origin origin, Session session) {
    Exchange exchange = origin.exchange();
    if (!origin.acceptsStream()) {
      exchange.refuse(406, "send Accept: text/event-stream");
      return;
    }
    String lastSeen = exchange.header("Last-Event-ID");
    Optional<Resumption> resumed = lastSeen == null ? Optional.empty() : session.resume(lastSeen);
    Optional<Resumption> place =
        resumed.or(() -> session.openStream(true).map(fresh -> new Resumption(fresh, 0)));
    Optional<Feed> feed = place.flatMap(from -> feed(exchange, from));
    if (feed.isEmpty()) {
      place.map(Resumption::log).filter(log -> resumed.isEmpty()).ifPresent(EventLog::close);
      exchange.refuse(429, "too many streams are open; read the ones you have");
    } else if (resumed.isPresent()) {
      feed.get().run(EventStream::comment);
    } else {
      feed.get().run(events -> feed.get().beginning(events, session));
    }
  }

  private Optional<Feed> feed(Exchange exchange, Resumption from) {
    return streams.open(exchange, from.log(), from.after(), OpenStreams.KEEP_ALIVE);
  }

  /** The session that the request names, if it exists and is the caller's. */
  private Optional<Session> session(Origin origin) {
    String id = origin.exchange().header(SESSION);
    return id == null ? Optional.empty() : sessions.find(id, origin.owner());
  }

  /** For methods that a modern hub does not have: who names no session is told so. */
  private void ifSession(Origin origin, Consumer<Session> action) {
    Exchange exchange = origin.exchange();
    if (exchange.headers(SESSION).isEmpty() && !namesLegacy(exchange)) {
      notAllowed(exchange);
    } else {
      within(origin, null, action);
    }
  }

  private void within(Origin origin, @Nullable Slice id, Consumer<Session> action) {
    Exchange exchange = origin.exchange();
    Optional<Session> session = session(origin);
    if (exchange.header(SESSION) == null) {
      refuse(exchange, id, 400, "missing " + SESSION + ": initialize first, or speak 2026-07-28");
    } else if (session.isEmpty()) {
      refuse(exchange, id, 404, "unknown session: send initialize again");
    } else if (!knownVersion(exchange)) {
      String supported = "; supported: " + Revision.dates(Era.LEGACY);
      refuse(exchange, id, 400, "unsupported " + VERSION + supported);
    } else {
      action.accept(session.get());
    }
  }

  /** A missing header is fine: 2024-11-05 and 2025-03-26 did not have it. */
  private static boolean knownVersion(Exchange exchange) {
    return exchange.headers(VERSION).isEmpty() || namesLegacy(exchange);
  }

  private static boolean namesLegacy(Exchange exchange) {
    String version = exchange.header(VERSION);
    return version != null
        && Revision.of(version).filter(known -> known.era() == Era.LEGACY).isPresent();
  }

  private static void notAllowed(Exchange exchange) {
    exchange.set("Allow", "POST");
    exchange.refuse(405, "POST one JSON-RPC message; GET and DELETE need an " + SESSION);
  }

  private static void refuse(Exchange exchange, @Nullable Slice id, int status, String why) {
    exchange.send(McpErrors.error(id, status, ErrorCode.INVALID_REQUEST, why));
  }
}
