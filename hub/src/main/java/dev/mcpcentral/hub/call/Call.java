package dev.mcpcentral.hub.call;

import dev.mcpcentral.protocol.mcp.Era;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the hub.
 *
 * @param era how the client speaks, and so the form in which it must be answered
 * @param client what the client calls itself, for people only; never a basis for a decision
 */
public record Call(
    Principal principal, Surface surface, Era era, @Nullable String client, Ask ask) {}
