package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.backend.RequestState;
import dev.mcpcentral.hub.catalog.CapabilityCache;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.ServerLogs;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.scan.Gate;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.time.InstantSource;

/**
 * What it takes to bring a server to life.
 *
 * @param sites asked for when they are needed: the engine may still be looked for when the hub
 *     answers already
 * @param gate what every image passes before it runs
 * @param publisher keeps images in the local registry
 * @param seals for what clients bring back to servers that asked them something
 */
public record Workshop(
    Sites sites,
    CapabilityCache capabilities,
    ServerLogs logs,
    Gate gate,
    Publisher publisher,
    RequestState seals,
    ResourceNews news,
    InstantSource clock) {
  Engine engine(ServerSpec spec) {
    return sites.of(spec.life().form()).engine();
  }

  Images images(ServerSpec spec) {
    return sites.of(spec.life().form()).images();
  }
}
