package dev.mcpcentral.hub.rollout;

import java.util.Optional;

/**
 * How to update a server.
 *
 * @param to the version that is wanted; empty for the newest
 * @param acceptChanges whether changed definitions are approved in advance
 * @param dryRun whether only to find out what would change
 */
public record UpdateOrder(Optional<String> to, boolean acceptChanges, boolean dryRun) {}
