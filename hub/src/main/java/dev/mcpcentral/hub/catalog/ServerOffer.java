package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.RiskLevel;

/**
 * What one server contributes to the catalog.
 *
 * @param digest the content behind it ({@code sha256:…})
 */
public record ServerOffer(ServerName server, String digest, RiskLevel risk, Offer offer) {}
