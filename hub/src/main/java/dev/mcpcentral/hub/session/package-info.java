/**
 * A client's conversation: revision, requests in flight, questions, and event streams that it may
 * take up again.
 */
@NullMarked
package dev.mcpcentral.hub.session;

import org.jspecify.annotations.NullMarked;
