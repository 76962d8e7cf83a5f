package dev.mcpcentral.hub.spec;

/**
 * What a person has decided about a server.
 *
 * @param risk the declared level; {@link ServerSpec#effectiveRisk()} is what counts
 * @param reviewed whether somebody has looked at it; false for what was discovered or imported
 * @param enabled whether it may be called
 */
public record Oversight(RiskLevel risk, boolean reviewed, boolean enabled) {
  /** A server that the operator declares to be at this level. */
  public static Oversight of(RiskLevel risk) {
    return new Oversight(risk, true, true);
  }
}
