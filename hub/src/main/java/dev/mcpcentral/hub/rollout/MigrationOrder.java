package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.spec.RiskLevel;
import java.util.Optional;

/**
 * How to migrate.
 *
 * @param risk the level to declare; empty keeps the declared one
 * @param source where the container's program comes from, as the configuration would name it; empty
 *     keeps the source, and for a {@code url:} server takes the known server of the same name
 * @param acceptChanges whether changed definitions are approved in advance
 */
public record MigrationOrder(
    Optional<RiskLevel> risk, Optional<String> source, boolean acceptChanges) {}
