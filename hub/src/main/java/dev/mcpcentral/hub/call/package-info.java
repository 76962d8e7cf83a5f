/** The shared words of a call: who calls, what is called, how it ends, and by when. */
@NullMarked
package dev.mcpcentral.hub.call;

import org.jspecify.annotations.NullMarked;
