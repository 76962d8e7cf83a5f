package dev.mcpcentral.hub.engine;

import java.util.Set;

/** Looks at the containers that say they are MCP servers. */
interface ContainerLook {
  /** Stands for every container. */
  String ALL = "";

  /**
   * What is there now; what is found is claimed.
   *
   * @param outdated ids of containers about which something may have changed since the last look
   * @throws EngineException when the engine does not answer
   */
  Sighting look(DiscoveryTerms terms, Set<String> outdated);

  /**
   * Gives up the claims that this hub does not need any more, and removes those of any hub whose
   * container is gone.
   */
  void releaseOthersThan(Sighting sighting, DiscoveryTerms terms);

  /** Gives up every claim of this hub. */
  void releaseAll();
}
