package dev.mcpcentral.hub.engine;

/** An exit code in words. */
final class ExitDetail {
  private static final int SIGNAL_BASE = 128;
  private static final int SIGNAL_MAX = 64;

  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private ExitDetail() {}

  static String of(int code) {
    if (code > SIGNAL_BASE && code <= SIGNAL_BASE + SIGNAL_MAX) {
      return "ended by signal " + (code - SIGNAL_BASE);
    }
    if (code == NOT_FOUND || code == NOT_EXECUTABLE) {
      return "ended with exit code " + code + ", as when its program is missing; see its log";
    }
    return code == 0 ? "ended by itself, exit code 0" : "ended with exit code " + code;
  }
}
