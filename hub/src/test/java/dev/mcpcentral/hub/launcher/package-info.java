/** Tests of the launcher: its wire form, what it refuses, and what a hub gets through it. */
@NullMarked
package dev.mcpcentral.hub.launcher;

import org.jspecify.annotations.NullMarked;
