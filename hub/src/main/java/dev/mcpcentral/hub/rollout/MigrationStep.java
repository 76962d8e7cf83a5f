package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.RiskLevel;
import java.util.List;
import java.util.Optional;

/**
 * What migrating one server would mean.
 *
 * @param risk its effective level afterwards; steps are ordered by it
 * @param from its form now, for people
 * @param to its form afterwards, for people
 * @param does what would be done, one line each, in order
 * @param obstacle why it cannot or need not be migrated; empty when it can
 */
public record MigrationStep(
    ServerName server,
    RiskLevel risk,
    String from,
    String to,
    List<String> does,
    Optional<String> obstacle) {
  public MigrationStep {
    does = List.copyOf(does);
  }
}
