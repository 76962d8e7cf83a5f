package dev.mcpcentral.hub.call;

/**
 * Where an exposed name leads.
 *
 * @param name the server's own name or URI for it
 * @param digest the content behind the server ({@code sha256:…})
 * @param definition SHA-256 of the definition that the client was shown, in hex
 */
public record Route(ServerName server, String name, String digest, String definition) {}
