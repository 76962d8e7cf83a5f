/** Tests of the current snapshot. */
@NullMarked
package dev.mcpcentral.hub.snapshot;

import org.jspecify.annotations.NullMarked;
