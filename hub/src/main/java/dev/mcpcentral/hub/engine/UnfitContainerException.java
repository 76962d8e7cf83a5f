package dev.mcpcentral.hub.engine;

/** A container cannot be used as a server; the message is a reason for people. */
final class UnfitContainerException extends Exception {
  UnfitContainerException(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
