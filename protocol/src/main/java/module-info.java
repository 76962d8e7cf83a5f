/**
 * Wire formats: JSON-RPC, MCP of both eras, heads of HTTP requests. Opens no socket, starts no
 * thread.
 */
module dev.mcpcentral.protocol {
  requires static transitive org.jspecify;
  requires tools.jackson.core;

  exports dev.mcpcentral.protocol.http;
  exports dev.mcpcentral.protocol.json;
  exports dev.mcpcentral.protocol.jsonrpc;
  exports dev.mcpcentral.protocol.mcp;
  exports dev.mcpcentral.protocol.sse;
}
