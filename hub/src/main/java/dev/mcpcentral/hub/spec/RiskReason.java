package dev.mcpcentral.hub.spec;

/**
 * Why a server is at least at a level.
 *
 * @param why for people, and names no values: {@code the mount of ./work is writable}
 */
public record RiskReason(RiskLevel level, String why) {}
