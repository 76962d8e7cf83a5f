/** Speaking MCP to one server, either era, over stdio or HTTP, with deadlines and a breaker. */
@NullMarked
package dev.mcpcentral.hub.backend;

import org.jspecify.annotations.NullMarked;
