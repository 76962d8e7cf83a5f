package dev.mcpcentral.hub.spec;

/**
 * Durable storage owned by one server: a name, private to that server, and an absolute path in the
 * container.
 */
public record Volume(String name, String target) {}
