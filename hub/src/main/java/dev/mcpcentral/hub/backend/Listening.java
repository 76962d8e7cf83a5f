package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What the hub wants a modern server to tell on its own (2026-07-28, basic/patterns/subscriptions):
 * one stream, which is replaced by another when the wishes change.
 */
final class Listening implements AutoCloseable {
  /** A change between the first list and a later acknowledgement would be missed. */
  private static final Duration SOON = Duration.ofMillis(500);

  private final Peer peer;
  private final ServerEvents events;
  private Hearing hearing = Hearing.DEAF;
  private Set<String> uris = Set.of();
  private @Nullable ListenStream stream;
  private boolean closed;

  Listening(Peer peer, ServerEvents events) {
    this.peer = peer;
    this.events = events;
  }

  /** Listens for changes of lists from now on; waits a moment for the server to agree. */
  void begin(Hearing listener) {
    ListenStream first;
    synchronized (this) {
      hearing = listener;
      first = open();
    }
    if (first == null) {
      return;
    }
    try {
      first.acknowledged().toCompletableFuture().get(SOON.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException refused) {
      events.line("[mcp-central] " + said(refused));
    } catch (TimeoutException later) {
      first.acknowledged().thenRun(this::reopened);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Makes {@code wanted} the resources whose updates are told.
   *
   * @throws PeerException when the server does not promise to tell of all of them
   */
  void become(Set<String> wanted, Deadline deadline) throws PeerException {
    ListenStream fresh;
    synchronized (this) {
      if (wanted.equals(uris)) {
        return;
      }
      uris = new TreeSet<>(wanted);
      fresh = open();
    }
    if (fresh != null) {
      await(fresh, wanted, deadline);
    }
  }

  /** The new stream first, so that nothing is missed; null when there is nothing to listen for. */
  private @Nullable ListenStream open() {
    ListenStream old = stream;
    Set<String> lists = peer.welcome().changingLists();
    boolean needed = !closed && !(lists.isEmpty() && uris.isEmpty());
    ListenStream fresh = needed ? new ListenStream(peer, lists, uris, this::reopened) : null;
    stream = fresh;
    if (fresh != null) {
      fresh.start();
    }
    if (old != null && fresh != null) {
      fresh.acknowledged().whenComplete((promised, refused) -> settle(old, fresh, refused != null));
    } else if (old != null) {
      old.close();
    }
    return fresh;
  }

  /** A server that refuses the new wishes may go on to fulfil the old ones. */
  private synchronized void settle(ListenStream old, ListenStream fresh, boolean refused) {
    if (refused && fresh.equals(stream)) {
      stream = old;
      uris = old.uris();
    } else {
      old.close();
    }
  }

  private static void await(ListenStream fresh, Set<String> wanted, Deadline deadline)
      throws PeerException {
    try {
      Set<String> missing = new HashSet<>(wanted);
      missing.removeAll(
          fresh
              .acknowledged()
              .toCompletableFuture()
              .get(deadline.remainingNanos(), TimeUnit.NANOSECONDS));
      if (!missing.isEmpty()) {
        throw new PeerException(
            PeerException.Kind.REFUSED, "the server does not tell of updates of " + missing);
      }
    } catch (ExecutionException refused) {
      throw new PeerException(PeerException.Kind.REFUSED, said(refused));
    } catch (TimeoutException late) {
      throw new PeerException(PeerException.Kind.TIMED_OUT, "no acknowledgement in time");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new PeerException(PeerException.Kind.CANCELLED, "interrupted");
    }
  }

  private static String said(ExecutionException refused) {
    Throwable cause = refused.getCause();
    return String.valueOf(cause == null ? refused.getMessage() : cause.getMessage());
  }

  /** While nobody listened, the lists may have changed. */
  private void reopened() {
    Hearing listener;
    synchronized (this) {
      listener = hearing;
    }
    if (!peer.welcome().changingLists().isEmpty()) {
      listener.listChanged();
    }
  }

  /** Ends the stream without waiting for its end. */
  @Override
  public synchronized void close() {
    closed = true;
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }
}
