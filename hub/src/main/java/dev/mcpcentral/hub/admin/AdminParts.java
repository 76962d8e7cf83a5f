package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.audit.AuditLog;
import dev.mcpcentral.hub.identity.OperatorCredential;
import dev.mcpcentral.hub.rollout.Fleet;
import dev.mcpcentral.hub.rollout.Governance;
import dev.mcpcentral.hub.rollout.Rollouts;
import dev.mcpcentral.hub.rollout.Scans;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;

/**
 * All that the admin API works on.
 *
 * @param allowedHosts the current names, besides the loopback ones, that a Host header may carry
 */
public record AdminParts(
    OperatorCredential credential,
    Supplier<Set<String>> allowedHosts,
    HubControl hub,
    Fleet fleet,
    Scans scans,
    ToolAccess tools,
    LogAccess logs,
    SpecReader specs,
    ImageAccess images,
    Governance governance,
    Rollouts rollouts,
    CatalogAccess catalog,
    AuditLog audit,
    InstantSource clock) {}
