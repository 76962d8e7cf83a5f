/** Tests of the words of a call. */
@NullMarked
package dev.mcpcentral.hub.call;

import org.jspecify.annotations.NullMarked;
