package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.protocol.json.Slice;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The log level of a legacy server, which is one for all its clients: the most verbose that any has
 * asked for. Each client's own level is applied where its messages leave the hub.
 */
final class Verbosity {
  private final Peer peer;
  private final AtomicReference<@Nullable LogLevel> level = new AtomicReference<>();

  Verbosity(Peer peer) {
    this.peer = peer;
  }

  void admit(LogLevel wanted, Deadline deadline) throws PeerException {
    LogLevel now = level.get();
    boolean admitted = now != null && now.admits(wanted);
    if (!admitted && peer.welcome().declares("logging") && level.compareAndSet(now, wanted)) {
      Slice params = Slice.of("{\"level\":\"" + wanted.word() + "\"}");
      tell(params, now, wanted, deadline);
    }
  }

  /** A server that could not be told is told again by the next who wants as much. */
  private void tell(Slice params, @Nullable LogLevel before, LogLevel wanted, Deadline deadline)
      throws PeerException {
    try {
      peer.request(Peer.Outgoing.plain("logging/setLevel", params), Caller.SILENT, deadline);
    } catch (PeerException failed) {
      level.compareAndSet(wanted, before);
      throw failed;
    }
  }
}
