package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.spec.ServerSpec;
import java.util.List;

/**
 * The labelled containers of one moment.
 *
 * @param found that are this hub's now, oldest first
 * @param passedOver that run and are not, each with the reason
 */
public record Sighting(List<Found> found, List<PassedOver> passedOver) {
  public static final Sighting NOTHING = new Sighting(List.of(), List.of());

  public Sighting {
    found = List.copyOf(found);
    passedOver = List.copyOf(passedOver);
  }

  /**
   * A container that is this hub's.
   *
   * @param spec as its labels describe it, not reviewed
   * @param id the container's
   */
  public record Found(ServerSpec spec, String id) {}

  /**
   * A container that is not used.
   *
   * @param container its name
   * @param reason for people; holds nothing that a label says
   */
  public record PassedOver(String container, String reason) {}
}
