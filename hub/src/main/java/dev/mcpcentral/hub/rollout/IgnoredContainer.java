package dev.mcpcentral.hub.rollout;

/**
 * A container that says it is an MCP server, and is not used as one.
 *
 * @param container its name
 * @param reason for people
 */
public record IgnoredContainer(String container, String reason) {}
