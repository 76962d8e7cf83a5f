package dev.mcpcentral.cli;

import java.util.StringJoiner;

/** Exceptions of the hub's own packages, whose messages are for people, and of the JDK's. */
final class Unexpected {
  private Unexpected() {}

  /** The failure, with the messages of its causes as far as they add something. */
  static CommandFailure failure(Exception problem) {
    return CommandFailure.failed("failed", explain(problem));
  }

  static String explain(Throwable problem) {
    StringJoiner text = new StringJoiner(": ");
    String last = "";
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message == null) {
        message = cause.getClass().getSimpleName();
      }
      if (!last.contains(message)) {
        text.add(message);
        last = message;
      }
    }
    return text.toString();
  }
}
