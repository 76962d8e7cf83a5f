package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.protocol.json.Slice;

/** Hears when a watched resource of a server has changed. Called from any thread; must be quick. */
@FunctionalInterface
public interface ResourceNews {
  /** {@code uri} is the server's own; {@code params} are those of its notification. */
  void updated(ServerName server, String uri, Slice params);
}
