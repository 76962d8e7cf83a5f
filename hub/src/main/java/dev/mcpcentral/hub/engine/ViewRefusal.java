package dev.mcpcentral.hub.engine;

/** A request that a view of the engine does not answer; the message is for people. */
final class ViewRefusal extends Exception {
  private static final long serialVersionUID = 1L;
  private final int status;

  ViewRefusal(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
