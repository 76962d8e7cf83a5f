package dev.mcpcentral.hub.audit;

import java.time.Instant;

/**
 * One record as a reader sees it.
 *
 * @param seq its place in the log, from 1, without gaps
 * @param time when it was made
 * @param json the body as recorded, one line; docs/audit.md lists the fields
 */
public record AuditRecord(long seq, Instant time, String json) {
  private static final String TIME = "\"time\":\"";

  static AuditRecord of(Frame frame) {
    String json = frame.json();
    // Nothing a client wrote stands before the time, so this finds ours.
    int start = json.indexOf(TIME) + TIME.length();
    Instant time = Instant.parse(json.substring(start, json.indexOf('"', start)));
    return new AuditRecord(frame.seq(), time, json);
  }
}
