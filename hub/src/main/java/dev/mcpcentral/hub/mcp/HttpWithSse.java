package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.session.EventLog;
import dev.mcpcentral.hub.session.Owner;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The transport of 2024-11-05: one event stream carries everything that the client is sent, and
 * names the address to which it posts. The session lives as long as its stream.
 */
final class HttpWithSse implements AutoCloseable {
  static final int MAX_CONNECTIONS = 10_000;

  /** A stream, and the session that {@code initialize} makes on it. */
  private record Connection(
      Owner owner, EventLog log, AtomicReference<@Nullable Session> session) {}

  private final Handshake handshake;
  private final LegacyFront legacy;
  private final Sessions sessions;
  private final OpenStreams streams;
  private final Map<String, Connection> connections = new ConcurrentHashMap<>();

  HttpWithSse(Handshake handshake, LegacyFront legacy, Sessions sessions, OpenStreams streams) {
    this.handshake = handshake;
    this.legacy = legacy;
    this.sessions = sessions;
    this.streams = streams;
  }

  /** {@code GET /sse}: serves the stream until either side ends it. */
  void connect(Origin origin) {
    Exchange exchange = origin.exchange();
    EventLog log = EventLog.unkept();
    Optional<Feed> feed =
        connections.size() < MAX_CONNECTIONS
            ? streams.open(exchange, log, 0, OpenStreams.KEEP_ALIVE)
            : Optional.empty();
    if (feed.isEmpty()) {
      exchange.refuse(503, "too many streams are open");
      return;
    }
    String id = sessions.unguessable();
    Connection connection = new Connection(origin.owner(), log, new AtomicReference<>());
    connections.put(id, connection);
    try {
      feed.get().run(events -> events.endpoint(address(origin, id)));
    } finally {
      connections.remove(id);
      log.close();
      endSession(connection);
    }
  }

  private static String address(Origin origin, String id) {
    String scope = origin.scope() == null ? "" : "/servers/" + origin.scope();
    return scope + "/messages?sessionId=" + id;
  }

  private void endSession(Connection connection) {
    Session session = connection.session.get();
    if (session != null) {
      sessions.end(session);
    }
  }

  /** {@code POST /messages}: takes a message in; what there is to say goes to the stream. */
  void post(Origin origin) {
    String id = origin.exchange().query("sessionId");
    Connection connection = id == null ? null : connections.get(id);
    if (id == null) {
      origin.exchange().refuse(400, "missing sessionId: open the stream of GET /sse first");
    } else if (connection == null || !connection.owner.equals(origin.owner())) {
      origin.exchange().refuse(404, "unknown session: open a new stream with GET /sse");
    } else {
      Bodies.read(origin.exchange(), body -> receive(origin, id, connection, body));
    }
  }

  private void receive(Origin origin, String id, Connection connection, Slice body)
      throws MalformedJsonException, InvalidEnvelopeException {
    Envelope message = EnvelopeScanner.scan(body);
    Session session = connection.session.get();
    if (message instanceof Envelope.Request request) {
      if (request.method().equals(Handshake.METHOD) && session == null) {
        initialize(origin, id, connection, request);
      } else if (session == null || request.method().equals(Handshake.METHOD)) {
        String why = "send initialize first, and only once";
        connection.log.put(
            McpErrors.error(request.id(), 400, ErrorCode.INVALID_REQUEST, why).message());
      } else {
        // The connection of this POST is free for the next message while the request is carried
        // out.
        legacy
            .begin(session, origin, request, new StreamOutlet(connection.log))
            .ifPresent(work -> Thread.ofVirtual().name("request over SSE").start(work));
      }
    } else if (session != null) {
      legacy.take(session, message);
    }
    origin.exchange().accepted();
  }

  private void initialize(
      Origin origin, String id, Connection connection, Envelope.Request request) {
    Handshake.Welcome welcome = handshake.welcome(origin, request);
    Session session = welcome.session();
    boolean taken = session == null || connection.session.compareAndSet(null, session);
    if (session != null && (!taken || !connections.containsKey(id))) {
      sessions.end(session); // a second initialize at the same time, or the client is gone already
      return;
    }
    if (session != null) {
      session.adopt(connection.log);
    }
    connection.log.put(welcome.response().message());
  }

  @Override
  public void close() {
    connections.values().forEach(connection -> connection.log.close());
  }

  /** Everything goes to the one stream. */
  private record StreamOutlet(EventLog log) implements Outlet {
    @Override
    public void notify(Slice notification) {
      log.offer(notification);
    }

    @Override
    public boolean put(Slice message) {
      return log.put(message);
    }

    @Override
    public void answer(int status, Slice response) {
      log.put(response);
    }

    /** The stream shows signs of life of its own. */
    @Override
    public void pulse() {}
  }
}
