package dev.mcpcentral.hub.engine;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Follows the containers that anybody starts with the label {@code mcp.server}. */
public interface Discoveries extends AutoCloseable {
  /**
   * Begins. Tells {@code next} about every change, one after the other; it may take its time.
   *
   * @param conditions asked for before every look
   */
  void start(Supplier<DiscoveryTerms> conditions, Consumer<Sighting> next);

  /** Takes another look soon, for example because the terms are other ones now. */
  void soon();

  /**
   * Ends, and gives up all claims: the servers that were discovered are to be closed before. Takes
   * 5 s at most.
   */
  @Override
  void close();
}
