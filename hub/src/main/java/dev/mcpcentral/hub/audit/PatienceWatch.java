package dev.mcpcentral.hub.audit;

import java.time.Duration;

/**
 * One timer for all who wait for the disk: looks, as long as the committer lives, whether some have
 * waited for too long.
 */
final class PatienceWatch implements Runnable {
  private static final int LOOKS = 8;

  private final RecordQueue queue;
  private final Thread committer;
  private final Duration pause;

  /** Nobody waits for longer than nine eighths of {@code patience}. */
  PatienceWatch(RecordQueue queue, Thread committer, Duration patience) {
    this.queue = queue;
    this.committer = committer;
    this.pause = patience.dividedBy(LOOKS);
  }

  @Override
  public void run() {
    try {
      while (!committer.join(pause)) {
        queue.wakeTheImpatient();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
