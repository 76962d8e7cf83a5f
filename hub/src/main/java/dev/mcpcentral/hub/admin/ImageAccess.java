package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.rollout.Dockerize;
import dev.mcpcentral.hub.rollout.Dockerized;

/** Making images, for an operator. */
@FunctionalInterface
public interface ImageAccess {
  /**
   * Takes minutes at worst.
   *
   * @throws dev.mcpcentral.hub.rollout.FleetException when any step fails; the message is for
   *     people
   */
  Dockerized dockerize(Dockerize.Order order, Images.Progress progress);
}
