package dev.mcpcentral.hub.mcp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Twice a second, gives every reply that has been waiting for long a {@link Reply#pulse()}: only
 * writing shows that a client has gone, and it takes two writes to be sure.
 */
final class Pulse implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofMillis(500);

  private final Set<Reply> waiting = ConcurrentHashMap.newKeySet();
  private final Thread thread = Thread.ofVirtual().name("pulse").start(this::run);

  void add(Reply reply) {
    waiting.add(reply);
  }

  void remove(Reply reply) {
    waiting.remove(reply);
  }

  int waiting() {
    return waiting.size();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD);
        for (Reply reply : waiting) {
          if (reply.ageNanos() > LONG.toNanos()) {
            Thread.ofVirtual().name("pulse of a reply").start(reply::pulse);
          }
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
