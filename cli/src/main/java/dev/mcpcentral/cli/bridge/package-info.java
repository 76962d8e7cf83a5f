/** Carries MCP between a client on standard input and output and the hub over Streamable HTTP. */
@NullMarked
package dev.mcpcentral.cli.bridge;

import org.jspecify.annotations.NullMarked;
