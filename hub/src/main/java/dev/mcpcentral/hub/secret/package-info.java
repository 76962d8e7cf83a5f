/**
 * Secrets of servers: references to values, and the files in memory by which containers get them.
 */
@NullMarked
package dev.mcpcentral.hub.secret;

import org.jspecify.annotations.NullMarked;
