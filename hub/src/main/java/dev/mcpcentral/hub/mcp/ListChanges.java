package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.MetaKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Streams on which clients hear that the list of tools has changed: a legacy session's GET stream,
 * and a modern {@code subscriptions/listen} (2026-07-28, basic/patterns/subscriptions).
 */
final class ListChanges implements AutoCloseable {
  static final String LISTEN = "subscriptions/listen";
  private static final String CHANGED = "notifications/tools/list_changed";

  private final Sessions sessions;
  private final Set<OpenStream> subscriptions = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  ListChanges(Snapshots snapshots, Sessions sessions) {
    this.sessions = sessions;
    snapshots.onChange(this::toolsChanged);
  }

  private void toolsChanged() {
    sessions.toolsChanged();
    subscriptions.forEach(OpenStream::toolsChanged);
  }

  /**
   * Serves a legacy session's stream until the client goes, the session ends, or another stream
   * takes over.
   */
  void listen(Exchange exchange, Session session) {
    OpenStream stream = new OpenStream(exchange.stream(), Messages.notification(CHANGED, null));
    session.listen(stream);
    try {
      stream.serve();
    } finally {
      session.unlisten(stream);
    }
  }

  /** Serves a modern subscription until the client goes or the hub stops. */
  void subscribe(Exchange exchange, Envelope.Request request) {
    boolean tools = wantsTools(request.body().find("notifications"));
    Slice changed = Messages.notification(CHANGED, subscribed(request.id(), ""));
    OpenStream stream = new OpenStream(exchange.stream(), tools ? changed : null);
    String honoured =
        tools ? "\"notifications\":{\"toolsListChanged\":true}," : "\"notifications\":{},";
    stream.send(
        Messages.notification(
            "notifications/subscriptions/acknowledged", subscribed(request.id(), honoured)));
    subscriptions.add(stream);
    if (closed) {
      stream.close();
    }
    try {
      stream.serve();
      stream.send(Messages.result(request.id(), ended(request.id())));
    } finally {
      subscriptions.remove(stream);
      stream.finish();
    }
  }

  /** The result with which a subscription ends gracefully. */
  static Slice ended(Slice id) {
    return subscribed(id, "\"resultType\":\"complete\",");
  }

  private static Slice subscribed(Slice id, String before) {
    return new JsonBuffer(160)
        .raw("{")
        .raw(before)
        .raw("\"_meta\":{\"" + MetaKey.SUBSCRIPTION_ID + "\":")
        .slice(id)
        .raw("}}")
        .slice();
  }

  private static boolean wantsTools(@Nullable Slice filter) {
    try {
      return filter != null && "true".equals(Members.ofObject(filter).json("toolsListChanged"));
    } catch (MalformedJsonException notAnObject) {
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    subscriptions.forEach(OpenStream::close);
  }
}
