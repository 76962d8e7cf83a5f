/** Which addresses are out there on the Internet, wherever somebody else chooses the address. */
@NullMarked
package dev.mcpcentral.hub.outbound;

import org.jspecify.annotations.NullMarked;
