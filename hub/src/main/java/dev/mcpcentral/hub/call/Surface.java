package dev.mcpcentral.hub.call;

/** Which of the hub's listeners a request came in by. */
public enum Surface {
  MCP,
  BRIDGE,
  ADMIN;

  private final String word = name().toLowerCase(java.util.Locale.ROOT);

  /** As written in audit records. */
  public String word() {
    return word;
  }
}
