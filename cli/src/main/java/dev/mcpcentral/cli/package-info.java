/** The executable {@code mcp-central}: {@code up} is the hub, everything else asks it. */
@NullMarked
package dev.mcpcentral.cli;

import org.jspecify.annotations.NullMarked;
