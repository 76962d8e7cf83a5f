package dev.mcpcentral.hub.call;

/**
 * Where an exposed tool leads.
 *
 * @param tool the server's own name for it
 * @param digest the content behind the server ({@code sha256:…})
 * @param definition SHA-256 of the definition that the client was shown, in hex
 */
public record Route(ServerName server, String tool, String digest, String definition) {}
