package dev.mcpcentral.hub.audit;

import java.nio.file.Path;

/**
 * Records that were once on disk are damaged or missing. The log is never repaired silently: the
 * message names the file and the offset, and a person decides.
 */
public final class CorruptAuditLogException extends RuntimeException {
  private final String what;

  CorruptAuditLogException(Path file, long offset, String what) {
    super(
        "The audit log is damaged: "
            + file
            + " at byte "
            + offset
            + ": "
            + what
            + ". Nothing was changed. Keep a copy of the directory as evidence and run `mcp-central"
            + " audit verify`; to start with a new log, move the directory away.");
    this.what = what;
  }

  /** The damage alone, without the advice. */
  String what() {
    return what;
  }
}
