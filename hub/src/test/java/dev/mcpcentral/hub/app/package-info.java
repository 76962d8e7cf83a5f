/** Tests of the wiring's own parts. */
@NullMarked
package dev.mcpcentral.hub.app;

import org.jspecify.annotations.NullMarked;
