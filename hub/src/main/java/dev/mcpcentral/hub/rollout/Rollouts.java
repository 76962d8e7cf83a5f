package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.image.Images;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Changes what runs behind a server's name, while it is called. Until the new form has proved
 * itself the old one serves; when anything fails the old one goes on.
 */
public interface Rollouts {
  /**
   * What ran behind the name, newest first, at most 20.
   *
   * @throws FleetException when there is no such server
   */
  List<Version> versions(ServerName server);

  /**
   * Moves a server to a newer version of its source. Takes minutes at worst.
   *
   * @throws FleetException when a step fails; the old version serves on
   */
  RolloutReport update(ServerName server, UpdateOrder order, Images.Progress progress);

  /**
   * Moves a server back to what ran before, whose image is still there.
   *
   * @param to a version's number or text as {@link #versions} shows it; empty for the one before
   * @throws FleetException when there is no such version or a step fails
   */
  RolloutReport rollback(ServerName server, Optional<String> to, Images.Progress progress);

  /**
   * What {@link #migrate} would do, lowest risk first, without doing anything.
   *
   * @param servers all when empty
   * @throws FleetException when there is no such server
   */
  List<MigrationStep> plan(Set<ServerName> servers, MigrationOrder order);

  /**
   * Moves one server from its old form (a process of this machine, a package that is not yet an
   * image, the old hub's address) into a container, and sets its risk.
   *
   * @throws FleetException when a step fails; the old form serves on
   */
  RolloutReport migrate(ServerName server, MigrationOrder order, Images.Progress progress);
}
