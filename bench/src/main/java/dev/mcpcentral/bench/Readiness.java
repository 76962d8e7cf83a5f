package dev.mcpcentral.bench;

import java.io.IOException;

/** Waiting for a server that is starting. */
final class Readiness {
  private static final int ASK_MILLIS = 2_000;

  private Readiness() {}

  /** Whether a GET is answered with 200 now. */
  static boolean answers(int port, String path) {
    try (PlainClient client = new PlainClient(port, ASK_MILLIS)) {
      return client.get(path).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Asks every millisecond.
   *
   * @throws BenchException when the process ends first, or the time is up
   */
  static void await(int port, String path, ChildProcess process, int seconds)
      throws InterruptedException {
    long deadline = System.nanoTime() + seconds * 1_000_000_000L;
    while (!answers(port, path)) {
      if (!process.isAlive()) {
        throw new BenchException(
            "the process ended before " + path + " answered; its log is in the run directory");
      }
      if (System.nanoTime() - deadline > 0) {
        throw new BenchException(
            path + " on port " + port + " did not answer 200 within " + seconds + " s");
      }
      Thread.sleep(1);
    }
  }
}
