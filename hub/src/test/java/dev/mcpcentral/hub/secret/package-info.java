/** Tests of what servers are told in confidence. */
@NullMarked
package dev.mcpcentral.hub.secret;

import org.jspecify.annotations.NullMarked;
