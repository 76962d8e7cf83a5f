/**
 * Bytes to bytes: the URIs and task ids of many servers in one endpoint, and the form that the
 * other era of MCP wants. Pure: no state, no sockets; what need not change stays the same bytes.
 */
@NullMarked
package dev.mcpcentral.hub.translate;

import org.jspecify.annotations.NullMarked;
