/**
 * The append-only, hash-chained record of every request: INTENT before a backend sees a byte,
 * OUTCOME before the client does.
 */
@NullMarked
package dev.mcpcentral.hub.audit;

import org.jspecify.annotations.NullMarked;
