package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/** What the audit commands of a hub say. */
final class AuditTrail {
  private AuditTrail() {}

  /** {@code audit verify} must find the chain whole; works with the hub up or down. */
  static void assertVerifies(HubProcess hub) {
    var verified = hub.cli("audit", "verify", "--json");
    assertThat(verified.exitCode()).as("audit verify: %s", verified).isZero();
  }
}
