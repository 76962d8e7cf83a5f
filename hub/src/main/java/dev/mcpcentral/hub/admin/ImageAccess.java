package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.rollout.Dockerize;
import dev.mcpcentral.hub.rollout.Dockerized;
import java.util.function.Consumer;

/** Making images, for an operator. */
@FunctionalInterface
public interface ImageAccess {
  /**
   * Takes minutes at worst; {@code progress} is told each step, from any thread.
   *
   * @throws dev.mcpcentral.hub.rollout.FleetException when any step fails; the message is for
   *     people
   */
  Dockerized dockerize(Dockerize.Order order, Consumer<String> progress);
}
