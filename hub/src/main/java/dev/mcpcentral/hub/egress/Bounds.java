package dev.mcpcentral.hub.egress;

import java.time.Duration;

/**
 * What one server's outlet may cost.
 *
 * @param connections at the same time
 * @param headBytes of one request
 * @param head how long a client may take to say what it wants
 * @param connect how long finding and reaching the destination may take
 * @param idle how long a connection may be open without a byte in either direction
 */
record Bounds(int connections, int headBytes, Duration head, Duration connect, Duration idle) {
  static final Bounds DEFAULT =
      new Bounds(
          64, 16 << 10, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMinutes(5));
}
