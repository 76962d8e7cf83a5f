/**
 * A client's conversation: revision, requests in flight, the stream that notifications travel on.
 */
@NullMarked
package dev.mcpcentral.hub.session;

import org.jspecify.annotations.NullMarked;
