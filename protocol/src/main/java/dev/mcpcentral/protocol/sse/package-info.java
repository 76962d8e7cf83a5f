/** Server-sent events, read from a {@code text/event-stream}. */
@NullMarked
package dev.mcpcentral.protocol.sse;

import org.jspecify.annotations.NullMarked;
