/** The MCP endpoint: Streamable HTTP of both eras. */
@NullMarked
package dev.mcpcentral.hub.mcp;

import org.jspecify.annotations.NullMarked;
