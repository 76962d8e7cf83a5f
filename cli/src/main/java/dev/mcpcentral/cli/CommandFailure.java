package dev.mcpcentral.cli;

/** Ends a command with a word for programs, a sentence for people, and an exit code. */
final class CommandFailure extends RuntimeException {
  private final int exitCode;
  private final String code;

  CommandFailure(int exitCode, String code, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
    this.code = code;
  }

  static CommandFailure failed(String code, String message) {
    return new CommandFailure(ExitCode.FAILED, code, message);
  }

  static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, "usage", message);
  }

  static CommandFailure notRunning() {
    return new CommandFailure(
        ExitCode.NOT_RUNNING,
        "not-running",
        "the hub is not running: start it with mcp-central up");
  }

  int exitCode() {
    return exitCode;
  }

  String code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
