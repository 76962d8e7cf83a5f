package dev.mcpcentral.bench;

import java.util.Locale;

/** What became of one request. */
enum Verdict {
  INCOMPLETE,
  OK,
  HTTP_STATUS,
  WRONG_ID,
  RPC_ERROR,
  TOOL_ERROR,
  MALFORMED,
  DISCONNECTED,
  TIMED_OUT,
  NOT_CONNECTED;

  boolean isError() {
    return this != OK && this != INCOMPLETE;
  }

  /** The name of its counter in a report. */
  String counter() {
    return name().toLowerCase(Locale.ROOT);
  }
}
