package dev.mcpcentral.protocol.mcp;

/** The two ways of speaking MCP, divided by the break of 2026-07-28. */
public enum Era {
  /** 2024-11-05 to 2025-11-25: handshake and sessions. */
  LEGACY,
  /** 2026-07-28: every request stands alone. */
  MODERN;

  /** As written in audit records and metrics. */
  public String word() {
    return this == LEGACY ? "legacy" : "modern";
  }
}
