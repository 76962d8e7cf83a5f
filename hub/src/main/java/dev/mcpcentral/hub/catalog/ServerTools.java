package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.RiskLevel;
import java.util.List;

/**
 * What one server contributes to the catalog.
 *
 * @param digest the content behind it ({@code sha256:…})
 */
public record ServerTools(
    ServerName server, String digest, RiskLevel risk, List<ToolDefinition> tools) {
  public ServerTools {
    tools = List.copyOf(tools);
  }
}
