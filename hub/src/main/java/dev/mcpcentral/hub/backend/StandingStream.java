package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.upstream.UpstreamException;
import dev.mcpcentral.hub.upstream.UpstreamHandle;
import dev.mcpcentral.hub.upstream.UpstreamResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The stream that a legacy session gets by GET, for what belongs to no request (2025-11-25,
 * basic/transports, "Listening for Messages from the Server"); opened again whenever it ends, until
 * it is closed or the server turns out to have none.
 */
final class StandingStream implements AutoCloseable {
  private static final Duration ENDLESS = Duration.ofDays(36_500);

  /** A change between the first list and a later opening would be missed. */
  private static final Duration SOON = Duration.ofMillis(250);

  private final HttpWire wire;
  private final HttpFields fields;
  private final Ears ears;
  private final Runnable gap;
  private final Runnable sessionLost;
  private final StreamPosition position = new StreamPosition();
  private final Backoff backoff = new Backoff();
  private final CompletableFuture<Boolean> first = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean known;
  private volatile boolean tellsGaps;
  private volatile boolean closed;
  private volatile @Nullable UpstreamHandle handle;

  /**
   * @param gap runs when the stream is open again and something may have been missed
   * @param sessionLost runs when the server does not know the session any more
   */
  StandingStream(HttpWire wire, HttpFields fields, Ears ears, Runnable gap, Runnable sessionLost) {
    this.wire = wire;
    this.fields = fields;
    this.ears = ears;
    this.gap = gap;
    this.sessionLost = sessionLost;
    this.thread =
        Thread.ofVirtual()
            .name("listening to " + wire.address().getAuthority())
            .unstarted(this::run);
  }

  /** Opens it, and waits a moment for that. */
  void begin() {
    thread.start();
    try {
      first.get(SOON.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException later) {
      tellsGaps = true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void run() {
    try {
      boolean unreachable = false;
      while (!closed) {
        try {
          if (!listen()) {
            first.complete(false);
            return;
          }
          unreachable = false;
        } catch (UpstreamException broken) {
          unreachable = broken.kind() == UpstreamException.Kind.NOT_SENT;
        }
        first.complete(false);
        backoff.pause(unreachable, position.retry(Duration.ZERO));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** One stream from its beginning to its end; false when another one would be of no use. */
  private boolean listen() throws UpstreamException {
    try (UpstreamHandle mine = new UpstreamHandle(Deadline.in(ENDLESS))) {
      handle = mine;
      if (closed) {
        return false;
      }
      try (UpstreamResponse response = wire.get(fields.resuming(position), mine)) {
        if (response.status() == 200 && response.isEventStream()) {
          opened();
          position.read(response, message -> false, ears);
          return true;
        }
        // Before the first stream it means that the server has none, as 405 should.
        if (response.status() == 404 && fields.hasSession() && known) {
          sessionLost.run();
        }
        return response.status() == 429 || response.status() >= 500;
      }
    }
  }

  private void opened() {
    known = true;
    backoff.opened();
    if (tellsGaps && position.lastId() == null) {
      gap.run(); // otherwise the server repeats what was missed
    }
    tellsGaps = true;
    first.complete(true);
  }

  /** Ends the stream without waiting for its end. */
  @Override
  public void close() {
    closed = true;
    UpstreamHandle current = handle;
    if (current != null) {
      current.close();
    }
    thread.interrupt();
  }
}
