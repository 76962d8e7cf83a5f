/** Tests of the endpoint's parts over an exchange in memory. */
@NullMarked
package dev.mcpcentral.hub.mcp;

import org.jspecify.annotations.NullMarked;
