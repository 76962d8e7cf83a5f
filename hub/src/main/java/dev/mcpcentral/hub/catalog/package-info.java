/** Exposed names to routes, the aggregated lists, and what each server was last seen to offer. */
@NullMarked
package dev.mcpcentral.hub.catalog;

import org.jspecify.annotations.NullMarked;
