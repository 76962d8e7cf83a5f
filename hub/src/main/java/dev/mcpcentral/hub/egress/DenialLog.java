package dev.mcpcentral.hub.egress;

import dev.mcpcentral.hub.call.ServerName;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells the operator what was refused: each thing once a minute, and at most 30 things a minute, so
 * that a server that tries without end does not fill its log.
 */
final class DenialLog {
  private static final long MINUTE_MILLIS = 60_000;
  private static final int MAX_THINGS = 30;

  private final ServerName server;
  private final Consumer<String> log;
  private final InstantSource clock;

  /** How often each was refused in this minute. */
  private final Map<String, Integer> seen = new HashMap<>();

  private long minute;
  private long untold;

  DenialLog(ServerName server, Consumer<String> log, InstantSource clock) {
    this.server = server;
    this.log = log;
    this.clock = clock;
    this.minute = clock.millis();
  }

  /** {@code entry} is what would have to be added to the configuration to allow it. */
  void refused(String reason, String entry) {
    tell(
        reason
            + "; to allow it, add "
            + entry
            + " to egress of server '"
            + server
            + "' in mcp-central.yaml");
  }

  /** For what no entry would allow. */
  synchronized void tell(String reason) {
    long now = clock.millis();
    if (now - minute >= MINUTE_MILLIS) {
      repeated();
      minute = now;
    }
    if (seen.containsKey(reason) || seen.size() < MAX_THINGS) {
      if (seen.merge(reason, 1, Integer::sum) == 1) {
        log.accept("egress refused: " + reason);
      }
    } else {
      untold++;
    }
  }

  private void repeated() {
    long more = untold + seen.values().stream().mapToLong(times -> times - 1).sum();
    if (more > 0) {
      log.accept("egress refused: " + more + " more times in that minute");
    }
    seen.clear();
    untold = 0;
  }
}
