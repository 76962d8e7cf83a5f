package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.MetaKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client's request that is being carried out, in a thread of its own. */
final class Pending {
  private final Envelope.Request request;
  private final Slice line;
  private volatile @Nullable Thread worker;

  /** {@code line} is the message as the client wrote it. */
  Pending(Envelope.Request request, Slice line) {
    this.request = request;
    this.line = line;
  }

  Slice id() {
    return request.id();
  }

  Envelope.Request request() {
    return request;
  }

  Slice line() {
    return line;
  }

  /** The modern era says in every request what it is (2026-07-28, basic/index). */
  boolean isModern() {
    return request.meta().find(MetaKey.PROTOCOL_VERSION) != null;
  }

  boolean isInitialize() {
    return request.method().equals("initialize") && !isModern();
  }

  /** Whether it stays open for as long as the client wants to listen. */
  boolean isOpenEnded() {
    return request.method().equals("subscriptions/listen");
  }

  void start(Runnable work) {
    worker = Thread.ofVirtual().name("request").start(work);
  }

  /** Closes its connection to the hub. */
  void interrupt() {
    Thread started = worker;
    if (started != null) {
      started.interrupt();
    }
  }

  void join(Duration limit) throws InterruptedException {
    Thread started = worker;
    if (started != null) {
      started.join(limit);
    }
  }
}
