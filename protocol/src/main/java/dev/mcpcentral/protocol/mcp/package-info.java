/** The words of MCP in both eras: revisions, methods, reserved keys, headers and error codes. */
@NullMarked
package dev.mcpcentral.protocol.mcp;

import org.jspecify.annotations.NullMarked;
