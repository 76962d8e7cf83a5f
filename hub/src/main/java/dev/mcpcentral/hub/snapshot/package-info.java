/** The one immutable set of rules and names that a call reads. */
@NullMarked
package dev.mcpcentral.hub.snapshot;

import org.jspecify.annotations.NullMarked;
