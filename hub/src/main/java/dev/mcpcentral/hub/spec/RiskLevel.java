package dev.mcpcentral.hub.spec;

/**
 * How much harm a server could do; ordered, so that the higher of two levels is their {@code max}.
 */
public enum RiskLevel {
  LOW,
  MEDIUM,
  HIGH
}
