/** Tests of how servers stand. */
@NullMarked
package dev.mcpcentral.hub.rollout;

import org.jspecify.annotations.NullMarked;
