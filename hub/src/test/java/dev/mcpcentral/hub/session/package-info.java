/** Tests of sessions and cancellation. */
@NullMarked
package dev.mcpcentral.hub.session;

import org.jspecify.annotations.NullMarked;
