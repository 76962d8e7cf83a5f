package dev.mcpcentral.hub.launcher;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Passes bytes on as they come, each direction to its own end. */
final class Splice {
  private static final int BUFFER_BYTES = 32 << 10;

  private Splice() {}

  /**
   * Copies both ways until both have ended; the end of one direction is passed on alone.
   *
   * @param either closed when a direction breaks, so that the other one ends as well
   */
  static void both(
      InputStream hubIn,
      OutputStream hubOut,
      InputStream serverIn,
      OutputStream serverOut,
      Closeable either) {
    Thread up = Thread.ofVirtual().name("splice").start(() -> copy(hubIn, serverOut, either));
    copy(serverIn, hubOut, either);
    try {
      up.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(InputStream in, OutputStream out, Closeable either) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
      out.close();
    } catch (IOException broken) {
      close(either);
    }
  }

  static void close(Closeable open) {
    try {
      open.close();
    } catch (IOException e) {
      System.getLogger(Splice.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a connection", e);
    }
  }
}
