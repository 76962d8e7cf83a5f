package dev.mcpcentral.hub.engine;

import java.util.List;
import java.util.Map;

/**
 * A container that is no MCP server but serves the installation, such as the local registry. It
 * runs without capabilities on a read-only file system, is reached on 127.0.0.1 only, writes to its
 * one volume, and comes back after a restart of the engine.
 *
 * @param program absolute path in the image; the image's own entry point does not count
 * @param arguments of the program
 * @param volume named volume, made when it is missing
 * @param folder where the volume appears
 * @param hostPort on 127.0.0.1
 * @param port that the program listens on
 */
public record ServiceContainer(
    String name,
    String image,
    String program,
    List<String> arguments,
    Map<String, String> environment,
    Map<String, String> labels,
    String volume,
    String folder,
    int hostPort,
    int port) {
  public ServiceContainer {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    labels = Map.copyOf(labels);
  }

  /**
   * A service container that exists.
   *
   * @param labels as they were when it was made
   */
  public record Found(String name, String image, boolean running, Map<String, String> labels) {
    public Found {
      labels = Map.copyOf(labels);
    }
  }
}
