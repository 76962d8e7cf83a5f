package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.RiskLevel;

/**
 * What one server contributes to the catalog.
 *
 * @param digest the content behind it ({@code sha256:…})
 * @param withheld whether it is only known and not listed: whoever calls it by name is told why it
 *     cannot be used, by its backend
 */
public record ServerOffer(
    ServerName server, String digest, RiskLevel risk, Offer offer, boolean withheld) {
  /** A server whose offer is listed. */
  public ServerOffer(ServerName server, String digest, RiskLevel risk, Offer offer) {
    this(server, digest, risk, offer, false);
  }
}
