package dev.mcpcentral.hub.call;

/** What a client can be asked for in the middle of a call. */
public enum ClientFeature {
  SAMPLING("sampling/createMessage"),
  /** Sampling in which the model may use tools (2025-11-25). */
  SAMPLING_TOOLS("sampling/createMessage"),
  ELICITATION("elicitation/create"),
  /** Elicitation by opening a URL (2025-11-25). */
  URL_ELICITATION("elicitation/create"),
  ROOTS("roots/list");

  private final String method;

  ClientFeature(String method) {
    this.method = method;
  }

  /** The request that needs it. */
  public String method() {
    return method;
  }
}
