/** Tests of the engines against a real Docker engine, real bubblewrap and hanging fakes. */
@NullMarked
package dev.mcpcentral.hub.engine;

import org.jspecify.annotations.NullMarked;
