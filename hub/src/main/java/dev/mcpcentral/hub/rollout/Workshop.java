package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.backend.RequestState;
import dev.mcpcentral.hub.catalog.CapabilityCache;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.ServerLogs;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.scan.Gate;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What it takes to bring a server to life.
 *
 * @param images asked for when they are needed: the engine may still be looked for when the hub
 *     answers already
 * @param engine likewise
 * @param gate what every image passes before it runs
 * @param publisher keeps images in the local registry
 * @param seals for what clients bring back to servers that asked them something
 */
public record Workshop(
    Supplier<Images> images,
    Supplier<Engine> engine,
    CapabilityCache capabilities,
    ServerLogs logs,
    Gate gate,
    Publisher publisher,
    RequestState seals,
    ResourceNews news,
    InstantSource clock) {}
