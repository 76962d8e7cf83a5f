package dev.mcpcentral.hub.engine;

import java.util.List;

/**
 * A container that somebody else started.
 *
 * @param image id of its image
 * @param lacks which parts of the hub's own hardening it was started without, for people
 */
public record ForeignContainer(String id, String image, List<String> lacks) {
  public ForeignContainer {
    lacks = List.copyOf(lacks);
  }
}
