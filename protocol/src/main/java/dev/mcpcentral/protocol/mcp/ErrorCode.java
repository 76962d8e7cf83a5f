package dev.mcpcentral.protocol.mcp;

/** Error codes of JSON-RPC 2.0 and MCP 2026-07-28 (basic/index, "error codes"). */
public enum ErrorCode {
  PARSE_ERROR(-32700),
  INVALID_REQUEST(-32600),
  METHOD_NOT_FOUND(-32601),
  INVALID_PARAMS(-32602),
  INTERNAL_ERROR(-32603),
  /** Legacy only; modern servers answer {@link #INVALID_PARAMS}. */
  RESOURCE_NOT_FOUND(-32002),
  /** 2025-11-25 only: the client has to open a URL first; modern servers ask for input. */
  URL_ELICITATION_REQUIRED(-32042),
  HEADER_MISMATCH(-32020),
  MISSING_CLIENT_CAPABILITY(-32021),
  UNSUPPORTED_PROTOCOL_VERSION(-32022);

  private final int number;

  ErrorCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
