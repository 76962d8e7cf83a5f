package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.ServerName;
import java.time.Instant;

/**
 * A server of this hub as everybody may know it: nothing of where it comes from or how it is run.
 *
 * @param version changes when clients should look again
 * @param updatedAt when it came into its present state
 */
public record PublishedServer(ServerName name, String version, Instant updatedAt) {}
