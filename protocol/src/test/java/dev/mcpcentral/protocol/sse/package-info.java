/** Tests of reading server-sent events. */
@NullMarked
package dev.mcpcentral.protocol.sse;

import org.jspecify.annotations.NullMarked;
