package dev.mcpcentral.hub.mcp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Twice a second, gives every reply that has been waiting for long a {@link Reply#pulse()}, and
 * does the rounds of the streams.
 */
final class Pulse implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Pulse.class.getName());
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofMillis(500);

  private final Set<Reply> waiting = ConcurrentHashMap.newKeySet();
  private final Runnable rounds;
  private final Thread thread = Thread.ofVirtual().name("pulse").unstarted(this::run);

  /** {@code rounds} is run with every beat and must not block. */
  Pulse(Runnable rounds) {
    this.rounds = rounds;
    thread.start();
  }

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
        beat();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** One trouble must not end the pulse of all others. */
  private void beat() {
    try {
      for (Reply reply : waiting) {
        if (reply.ageNanos() > LONG.toNanos()) {
          reply.pulse();
        }
      }
      rounds.run();
    } catch (RuntimeException defect) {
      LOG.log(System.Logger.Level.WARNING, "the pulse missed a beat", defect);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
