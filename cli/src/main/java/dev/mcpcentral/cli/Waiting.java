package dev.mcpcentral.cli;

import java.time.Duration;

/** Says what is being waited for, once it takes longer than a second. */
final class Waiting implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final Duration REPEAT = Duration.ofSeconds(10);

  private final Thread teller;

  Waiting(Output output, String what) {
    this.teller = Thread.ofVirtual().start(() -> tell(output, what));
  }

  private static void tell(Output output, String what) {
    try {
      Thread.sleep(SILENCE);
      output.progress(what + " …");
      for (long waited = SILENCE.toSeconds(); ; ) {
        Thread.sleep(REPEAT);
        waited += REPEAT.toSeconds();
        output.progress(what + " … (" + waited + " s)");
      }
    } catch (InterruptedException e) {
      // The wait is over, which is why this thread was interrupted.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    teller.interrupt();
  }
}
