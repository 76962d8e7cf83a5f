package dev.mcpcentral.hub.session;

import dev.mcpcentral.hub.call.ServerName;

/**
 * A client's wish to hear when a resource changes.
 *
 * @param original the resource's URI as its server knows it
 * @param asked the URI that the client used, and wants to see again
 */
public record Watch(ServerName server, String original, String asked) {}
