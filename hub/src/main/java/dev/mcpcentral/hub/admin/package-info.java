/** The operator's API on its own listener: status, servers, logs, tools, shutdown. */
@NullMarked
package dev.mcpcentral.hub.admin;

import org.jspecify.annotations.NullMarked;
