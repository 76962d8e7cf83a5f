/** Wiring, start and stop order; imported by nobody in the hub. */
@NullMarked
package dev.mcpcentral.hub.app;

import org.jspecify.annotations.NullMarked;
