package dev.mcpcentral.hub.upstream;

import dev.mcpcentral.hub.upstream.UpstreamException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request and its answer over a pooled connection. */
final class UpstreamExchange {
  /** How long the end of an event stream may take after its last event. */
  private static final Duration MAX_DRAIN = Duration.ofMillis(250);

  private static final int MAX_DRAIN_BYTES = 16 * 1024;

  private final UpstreamPool pool;
  private final byte[] hostLine;
  private final UpstreamHandle handle;
  private final AtomicBoolean over = new AtomicBoolean();
  private @Nullable UpstreamConnection held;

  UpstreamExchange(UpstreamPool pool, byte[] hostLine, UpstreamHandle handle) {
    this.pool = pool;
    this.hostLine = hostLine;
    this.handle = handle;
  }

  UpstreamResponse run(UpstreamRequest request, int maxBodyBytes) throws UpstreamException {
    pool.acquire(handle);
    try {
      UpstreamConnection connection = send(request);
      UpstreamHead head = connection.readHead();
      UpstreamBody body = new UpstreamBody(connection, head);
      if (head.hasBody() && UpstreamResponse.isEventStream(head.field("content-type"))) {
        return UpstreamResponse.streaming(
            head.status(), head::field, new Events(body), () -> endStream(connection, head, body));
      }
      byte[] whole = body.readAll(maxBodyBytes);
      end(connection, head, body);
      return UpstreamResponse.whole(head.status(), head::field, whole);
    } catch (IOException e) {
      throw failed(e);
    } catch (RuntimeException | Error e) {
      giveUp();
      throw e;
    }
  }

  private UpstreamConnection send(UpstreamRequest request) throws IOException {
    if (handle.deadline().passed()) {
      throw new UpstreamException(Kind.TIMED_OUT, "the time was over before it could be sent");
    }
    long until = handle.deadline().nanoTime();
    for (UpstreamConnection old = pool.reuse(until); old != null; old = pool.reuse(until)) {
      hold(old);
      if (isSentOn(old, request)) {
        return old;
      }
    }
    UpstreamConnection fresh = pool.open(until);
    hold(fresh);
    pool.connect(fresh, until);
    fresh.send(request, hostLine);
    return fresh;
  }

  /** False when the server had closed the connection before the kernel took a first byte. */
  private boolean isSentOn(UpstreamConnection old, UpstreamRequest request) throws IOException {
    try {
      old.send(request, hostLine);
      return true;
    } catch (IOException e) {
      if (old.anythingSent() || isEnded(old, e) || !handle.detach(old)) {
        throw e;
      }
      held = null;
      old.close();
      return false;
    }
  }

  private void hold(UpstreamConnection connection) throws UpstreamException {
    held = connection;
    if (!handle.attach(connection)) {
      throw new UpstreamException(Kind.CANCELLED, "cancelled before it was sent");
    }
  }

  /** Whether the connection was closed from our side. */
  private boolean isEnded(UpstreamConnection connection, IOException e) {
    return connection.expired() || handle.givenUp() || e instanceof ClosedByInterruptException;
  }

  /** Ends the exchange in trouble, and says how far it got. */
  private UpstreamException failed(IOException e) {
    giveUp();
    UpstreamConnection connection = held;
    if (e instanceof UpstreamException known) {
      return known;
    }
    if (handle.givenUp() || e instanceof ClosedByInterruptException) {
      return new UpstreamException(Kind.CANCELLED, "cancelled", e);
    }
    String server = "the server at " + pool.address();
    if (connection == null || !connection.anythingSent()) {
      return new UpstreamException(Kind.NOT_SENT, server + " cannot be reached: " + why(e), e);
    }
    return connection.expired()
        ? new UpstreamException(Kind.TIMED_OUT, server + " did not answer in time", e)
        : new UpstreamException(
            Kind.MAY_HAVE_BEEN_SENT, server + " broke off its answer: " + why(e), e);
  }

  private void giveUp() {
    if (over.compareAndSet(false, true)) {
      UpstreamConnection connection = held;
      if (connection != null) {
        handle.detach(connection);
        connection.close();
      }
      pool.release();
    }
  }

  private static String why(IOException e) {
    return e.getMessage() == null ? "no answer in time" : e.getMessage();
  }

  private void end(UpstreamConnection connection, UpstreamHead head, UpstreamBody body) {
    if (over.compareAndSet(false, true)) {
      settle(handle.detach(connection), connection, head, body);
    }
  }

  /** Keeps the connection or closes it; {@code ours} unless the exchange was given up. */
  private void settle(
      boolean ours, UpstreamConnection connection, UpstreamHead head, UpstreamBody body) {
    if (ours && body.ended() && head.persistent() && !connection.hasSurplus()) {
      pool.rest(connection, head);
    } else {
      connection.close();
    }
    pool.release();
  }

  /**
   * A server ends the stream just after its last event, for which nobody should wait. Reading on
   * for a moment in the background saves the connection.
   */
  private void endStream(UpstreamConnection connection, UpstreamHead head, UpstreamBody body) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    boolean ours = handle.detach(connection);
    if (ours
        && !body.ended()
        && head.persistent()
        && connection.extend(System.nanoTime() + MAX_DRAIN.toNanos())) {
      Thread.ofVirtual()
          .name("upstream-drain")
          .start(() -> {
            drain(body);
            settle(true, connection, head, body);
          });
    } else {
      settle(ours, connection, head, body);
    }
  }

  private static void drain(UpstreamBody body) {
    byte[] rest = new byte[1024];
    try {
      int left = MAX_DRAIN_BYTES;
      while (left > 0 && !body.ended()) {
        left -= Math.max(1, body.read(rest));
      }
    } catch (IOException _) {
      // The connection is closed then, since its body has not ended.
    }
  }

  /** The event stream, whose failures are told like those of the exchange. */
  private final class Events extends InputStream {
    private final UpstreamBody body;

    Events(UpstreamBody body) {
      this.body = body;
    }

    @Override
    public int read() throws UpstreamException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws UpstreamException {
      try {
        return body.read(target, offset, length);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }
}
