package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import java.util.HashSet;
import java.util.Set;

/** Resource subscriptions the legacy way: one request for each (2025-11-25, server/resources). */
final class LegacyWatch {
  private final Peer peer;
  private final Set<String> watched = new HashSet<>();

  LegacyWatch(Peer peer) {
    this.peer = peer;
  }

  synchronized void become(Set<String> wanted, Deadline deadline) throws PeerException {
    for (String uri : Set.copyOf(watched)) {
      if (!wanted.contains(uri)) {
        send("resources/unsubscribe", uri, deadline);
        watched.remove(uri);
      }
    }
    for (String uri : wanted) {
      // One that the server refused is tried again with the next change.
      if (!watched.contains(uri) && send("resources/subscribe", uri, deadline)) {
        watched.add(uri);
      }
    }
  }

  /** False when the server answers with an error. */
  private boolean send(String method, String uri, Deadline deadline) throws PeerException {
    Slice params = new JsonBuffer(uri.length() + 16).raw("{\"uri\":").string(uri).raw("}").slice();
    return peer.request(Peer.Outgoing.plain(method, params), Caller.SILENT, deadline)
        instanceof Envelope.ResultResponse;
  }
}
