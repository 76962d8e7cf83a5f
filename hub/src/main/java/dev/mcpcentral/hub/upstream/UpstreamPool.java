package dev.mcpcentral.hub.upstream;

import dev.mcpcentral.hub.upstream.UpstreamException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connections to one server: a bounded number, the most recently used first. */
final class UpstreamPool implements AutoCloseable {
  /** Of one server, in use and idle together. */
  static final int MAX_CONNECTIONS = 512;

  /** Less than the 5 s after which Node.js and uvicorn close an idle connection. */
  static final Duration MAX_IDLE = Duration.ofSeconds(4);

  private static final Duration MAX_CONNECT = Duration.ofSeconds(5);

  /** Looking costs a system call, which a connection in constant use need not pay. */
  private static final long LOOK_AFTER_NANOS = Duration.ofMillis(5).toNanos();

  private final InetSocketAddress address;
  private final Route route;
  private final UpstreamReaper reaper;
  private final Semaphore permits = new Semaphore(MAX_CONNECTIONS);
  private final ConcurrentLinkedDeque<UpstreamConnection> idle = new ConcurrentLinkedDeque<>();
  private final Set<UpstreamConnection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  UpstreamPool(InetSocketAddress address, Route route, UpstreamReaper reaper) {
    this.address = address;
    this.route = route;
    this.reaper = reaper;
  }

  InetSocketAddress address() {
    return address;
  }

  /** Waits for the right to one connection, which {@link #release} gives back. */
  void acquire(UpstreamHandle handle) throws UpstreamException {
    try {
      if (permits.tryAcquire()
          || permits.tryAcquire(handle.deadline().remainingNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpstreamException(Kind.CANCELLED, "cancelled while waiting for a connection", e);
    }
    throw new UpstreamException(
        Kind.NOT_SENT, "all " + MAX_CONNECTIONS + " connections to the server are in use");
  }

  void release() {
    permits.release();
  }

  /** An idle connection that the server has not closed, as far as one can see; or null. */
  @Nullable UpstreamConnection reuse(long until) {
    for (UpstreamConnection found = idle.pollFirst(); found != null; found = idle.pollFirst()) {
      if (found.take(until)) {
        if (found.idleNanos() < LOOK_AFTER_NANOS || !found.isStale()) {
          return found;
        }
        found.close();
      }
    }
    return null;
  }

  /** A new connection, still to be connected by {@link #connect}. */
  UpstreamConnection open(long until) throws IOException {
    long connected = System.nanoTime() + MAX_CONNECT.toNanos();
    UpstreamConnection connection =
        new UpstreamConnection(route, connected - until < 0 ? connected : until, this::forget);
    open.add(connection);
    reaper.watch(connection);
    if (closed) {
      connection.close();
    }
    return connection;
  }

  void connect(UpstreamConnection connection, long until) throws IOException {
    connection.connect();
    connection.extend(until);
  }

  /** Keeps a connection for the next exchange, no longer than the server is known to keep it. */
  void rest(UpstreamConnection connection, UpstreamHead head) {
    int announced = head.keepAliveSeconds();
    Duration limit =
        announced < 0 || announced > MAX_IDLE.toSeconds()
            ? MAX_IDLE
            : Duration.ofSeconds(announced).minusMillis(500);
    if (!closed && limit.isPositive() && connection.rest(limit)) {
      idle.addFirst(connection);
    } else {
      connection.close();
    }
  }

  private void forget(UpstreamConnection connection) {
    idle.remove(connection);
    open.remove(connection);
    reaper.forget(connection);
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(UpstreamConnection::close);
  }
}
