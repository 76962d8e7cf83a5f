package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What servers wrote on their standard error. */
public interface LogAccess {
  /**
   * Begins to read near the end of a server's log.
   *
   * @param lines how many of the last lines to begin with, at most
   * @throws IOException when the log cannot be read; a server that wrote nothing has an empty log
   */
  Lines open(ServerName server, int lines) throws IOException;

  /** A position in one server's log; for one thread. */
  interface Lines extends Closeable {
    /** The next line without its end, or empty when none is written within {@code patience}. */
    Optional<String> next(Duration patience) throws IOException, InterruptedException;
  }
}
