/** Wire formats: JSON-RPC and MCP of both eras. Opens no socket, starts no thread. */
module dev.mcpcentral.protocol {
  requires static transitive org.jspecify;
  requires tools.jackson.core;

  exports dev.mcpcentral.protocol.json;
  exports dev.mcpcentral.protocol.jsonrpc;
  exports dev.mcpcentral.protocol.mcp;
  exports dev.mcpcentral.protocol.sse;
}
