package dev.mcpcentral.hub.engine;

/** An exit code in words. */
final class ExitDetail {
  private static final int SIGNAL_BASE = 128;
  private static final int SIGNAL_MAX = 64;

  private ExitDetail() {}

  static String of(int code) {
    if (code > SIGNAL_BASE && code <= SIGNAL_BASE + SIGNAL_MAX) {
      return "ended by signal " + (code - SIGNAL_BASE);
    }
    return code == 0 ? "ended by itself, exit code 0" : "ended with exit code " + code;
  }
}
