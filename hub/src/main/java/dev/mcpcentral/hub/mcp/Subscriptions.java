package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.session.EventLog;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.hub.session.Watch;
import dev.mcpcentral.hub.session.Watches;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.MetaKey;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who hears that lists and resources have changed: legacy sessions, and modern clients on the
 * stream of their {@code subscriptions/listen} (2026-07-28, basic/patterns/subscriptions).
 */
final class Subscriptions implements AutoCloseable {
  static final String LISTEN = "subscriptions/listen";
  private static final String UPDATED = "notifications/resources/updated";

  /** A modern client's stream and what it carries. */
  private record Modern(Slice id, Filter filter, Set<Watch> watches, EventLog log) {
    /** A client that does not keep up loses the stream, not single messages. */
    void send(String method, @Nullable Slice params) {
      if (!log.offerOnce(Messages.notification(method, withId(params)))) {
        end();
      }
    }

    void end() {
      if (log.put(Messages.result(id, ended(id)))) {
        log.finish();
      }
    }

    /** Every message names the request that it belongs to. */
    private Slice withId(@Nullable Slice params) {
      JsonBuffer json = new JsonBuffer(160).raw("{\"_meta\":{\"" + MetaKey.SUBSCRIPTION_ID + "\":");
      json.slice(id).raw("}");
      return params == null || params.length() <= 2
          ? json.raw("}").slice()
          : json.raw(",").range(params.array(), params.offset() + 1, params.end()).slice();
    }
  }

  private final Sessions sessions;
  private final Watches watches;
  private final OpenStreams streams;
  private final Set<Modern> modern = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Subscriptions(Sessions sessions, Watches watches, OpenStreams streams) {
    this.sessions = sessions;
    this.watches = watches;
    this.streams = streams;
    sessions.onEnd(session -> session.watched().forEach(watch -> unwatch(session, watch)));
  }

  /** Some lists are other ones now. */
  void changed(Set<Listing> lists) {
    lists.stream().map(Listing::changed).distinct().forEach(sessions::send);
    for (Modern subscription : modern) {
      subscription.filter.lists().stream()
          .filter(wanted -> lists.stream().anyMatch(one -> one.changed().equals(wanted.changed())))
          .forEach(wanted -> subscription.send(wanted.changed(), null));
    }
  }

  /** A server says that one of its resources has changed. */
  void updated(ServerName server, String uri, Members params) {
    for (Session session : sessions.all()) {
      session.watched().stream()
          .filter(watch -> watch.server().equals(server) && watch.original().equals(uri))
          .forEach(watch -> session.send(UPDATED, updated(watch, params)));
    }
    for (Modern subscription : modern) {
      subscription.watches.stream()
          .filter(watch -> watch.server().equals(server) && watch.original().equals(uri))
          .forEach(watch -> subscription.send(UPDATED, updated(watch, params)));
    }
  }

  /** The params as the server sent them, with the URI that the client knows. */
  private static Slice updated(Watch watch, Members params) {
    JsonBuffer json = new JsonBuffer(160).raw("{\"uri\":").string(watch.asked());
    for (Members.Member member : params.list()) {
      if (!member.name().equals("uri") && !member.name().equals("_meta")) {
        json.member(member.name(), member.value());
      }
    }
    return json.raw("}").slice();
  }

  void watch(Session session, Watch watch) {
    watches.add(watch); // first: whoever takes it from the session then finds it counted
    if (!session.watched().add(watch)) {
      watches.remove(watch);
    }
    if (session.ended()) {
      unwatch(session, watch); // its end may have come too early to see this one
    }
  }

  void unwatch(Session session, Watch watch) {
    if (session.watched().remove(watch)) {
      watches.remove(watch);
    }
  }

  /** Serves a modern subscription until the client goes or the hub stops. */
  void subscribe(Exchange exchange, Envelope.Request request, Filter filter, Set<Watch> watched) {
    EventLog log = EventLog.unkept();
    Optional<Feed> feed = streams.open(exchange, log, 0, OpenStreams.KEEP_ALIVE);
    if (feed.isEmpty()) {
      exchange.refuse(503, "too many streams are open");
      return;
    }
    Modern subscription = new Modern(request.id(), filter, watched, log);
    subscription.send("notifications/subscriptions/acknowledged", honoured(filter, watched));
    watched.forEach(watches::add);
    modern.add(subscription);
    if (closed) {
      subscription.end();
    }
    try {
      feed.get().run(EventStream::comment);
    } finally {
      modern.remove(subscription);
      watched.forEach(watches::remove);
    }
  }

  private static Slice honoured(Filter filter, Set<Watch> watched) {
    return new JsonBuffer(160)
        .raw("{\"notifications\":")
        .slice(filter.honoured(watched))
        .raw("}")
        .slice();
  }

  int open() {
    return modern.size();
  }

  /** The result with which a subscription ends gracefully. */
  static Slice ended(Slice id) {
    return new JsonBuffer(160)
        .raw("{\"resultType\":\"complete\",\"_meta\":{\"" + MetaKey.SUBSCRIPTION_ID + "\":")
        .slice(id)
        .raw("}}")
        .slice();
  }

  @Override
  public void close() {
    closed = true;
    modern.forEach(Modern::end);
  }
}
