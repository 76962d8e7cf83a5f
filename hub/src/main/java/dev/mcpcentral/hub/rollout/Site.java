package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.image.Images;

/** Where servers of one form run, and what prepares them for it. */
public record Site(Engine engine, Images images) {}
