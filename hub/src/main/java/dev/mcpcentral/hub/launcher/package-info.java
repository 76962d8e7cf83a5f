/**
 * The process that owns the engine's socket, and the hub's side of it: a closed set of verbs over a
 * Unix socket.
 */
@NullMarked
package dev.mcpcentral.hub.launcher;

import org.jspecify.annotations.NullMarked;
