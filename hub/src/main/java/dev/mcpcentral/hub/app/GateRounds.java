package dev.mcpcentral.hub.app;

import java.time.Duration;

/** Lets all servers pass the gate once in an hour: waivers expire, and advisory data grows old. */
final class GateRounds implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(GateRounds.class.getName());
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Runnable check;
  private final Thread thread = Thread.ofVirtual().name("gate rounds").unstarted(this::run);

  GateRounds(Runnable check) {
    this.check = check;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        round();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** One failure must not end the rounds. */
  private void round() {
    try {
      check.run();
    } catch (RuntimeException failed) {
      LOG.log(System.Logger.Level.WARNING, "The servers could not be checked again", failed);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
