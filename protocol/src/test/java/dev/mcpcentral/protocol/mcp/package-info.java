/** Tests of the words of MCP. */
@NullMarked
package dev.mcpcentral.protocol.mcp;

import org.jspecify.annotations.NullMarked;
