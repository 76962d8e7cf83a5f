package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.secret.SecretValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A server's container for somebody else to start, and what has to be in its places.
 *
 * @param secrets the files of its folder of secrets, by their names
 * @param entry the program that has to be at the place of its entry; empty when it has none
 */
public record Handover(
    ContainerDescription container, Map<String, SecretValue> secrets, Optional<Path> entry) {
  /**
   * Where somebody else keeps what a container is told in confidence.
   *
   * @param secrets a folder of this machine
   * @param entry the program with which the container begins
   */
  public record Places(Path secrets, Path entry) {}
}
