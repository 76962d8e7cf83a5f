/** Durable files: atomic replacement, append-only logs, and the one state directory of a hub. */
@NullMarked
package dev.mcpcentral.hub.store;

import org.jspecify.annotations.NullMarked;
