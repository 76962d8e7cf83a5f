package dev.mcpcentral.cli;

import java.util.List;

/** What the shell is told. Scripts depend on these numbers. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int NOT_RUNNING = 3;
  static final int REFUSED = 4;
  static final int INTERRUPTED = 130;

  /** For the help and the reference, in the form that picocli reads. */
  static final List<String> MEANINGS =
      List.of(
          "0:done",
          "1:what was asked for failed",
          "2:the command was not understood",
          "3:the hub is not running",
          "4:refused: no right to it, denied by policy, or not to be recorded",
          "130:interrupted");

  private ExitCode() {}
}
