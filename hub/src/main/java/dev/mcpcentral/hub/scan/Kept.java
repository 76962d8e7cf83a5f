package dev.mcpcentral.hub.scan;

import java.time.Instant;
import java.util.List;

/**
 * What is known about an image: used again until the advisory data or the tools change.
 *
 * @param database fingerprint of the advisory data it was compared with
 * @param tools the scanners that looked at it besides our own
 * @param findings of all sources, the worst first
 * @param notes what did not work
 */
record Kept(
    Examination examination,
    String database,
    List<String> tools,
    List<Finding> findings,
    List<String> notes,
    Instant scanned) {
  Kept {
    tools = List.copyOf(tools);
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }
}
