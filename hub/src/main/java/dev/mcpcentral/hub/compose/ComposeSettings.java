package dev.mcpcentral.hub.compose;

import dev.mcpcentral.hub.spec.RegistryAddress;
import java.util.regex.Pattern;

/**
 * What a compose file depends on besides the declared servers.
 *
 * @param project Compose's name for all of it, and the name of its hub; two projects never touch
 *     each other's containers
 * @param version of our own images
 * @param ports on 127.0.0.1 of the host
 * @param socket of the engine, on the host; only the launcher gets it
 * @param socketGroup the group that may use the socket
 * @param owner {@code uid:gid} that hub and secret files belong to
 * @param registry whether the file runs the local registry as well
 * @param monitoring whether Prometheus and Grafana are in it, under the profile {@code monitoring}
 */
public record ComposeSettings(
    String project,
    String version,
    RegistryAddress address,
    Ports ports,
    String socket,
    int socketGroup,
    String owner,
    boolean registry,
    boolean monitoring) {
  /** What Compose accepts, and what can stand in names of containers and labels. */
  private static final Pattern PROJECT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");

  public ComposeSettings {
    if (!PROJECT.matcher(project).matches()) {
      throw new IllegalArgumentException(
          "a project's name has 1 to 40 characters of a-z, 0-9, '-' and '_', starting with a letter or digit");
    }
  }

  /** Where the four listeners are published. */
  public record Ports(int mcp, int a2a, int bridge, int admin) {
    public static final Ports DEFAULT = new Ports(3010, 3011, 3012, 3013);
  }

  /** {@code localhost:5000/idp/NAME}. */
  String image(String name) {
    return address + "/idp/" + name;
  }

  /** The name of a server's container. */
  String container(String server) {
    return project + "-" + server;
  }
}
