package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.catalog.CapabilityCache;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.ServerLogs;
import dev.mcpcentral.hub.image.Images;
import java.time.InstantSource;

/** What it takes to bring a server to life. */
public record Workshop(Images images, Engine engine, CapabilityCache capabilities, ServerLogs logs, InstantSource clock) {}
