package dev.mcpcentral.hub.engine;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an engine needs to know about the hub that it works for.
 *
 * @param installation 8 to 32 characters of {@code [a-z0-9]}, made once per state folder; part of
 *     every container's name and labels, so that two hubs never touch each other's
 * @param home the hub's state folder; a server is never shown a folder that contains it
 * @param allowUnsandboxed {@code --allow-unsandboxed}: without an engine and without bubblewrap,
 *     start servers as plain processes
 * @param environment the hub's own environment variables, for {@code DOCKER_HOST} and the like
 * @param userHome where {@code .docker} is looked for
 */
public record EngineSettings(
    String installation,
    Path home,
    boolean allowUnsandboxed,
    Map<String, String> environment,
    Path userHome,
    InstantSource clock) {
  private static final Pattern INSTALLATION = Pattern.compile("[a-z0-9]{8,32}");
  private static final Pattern HUB = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final String HUB_NAME = "MCP_HUB_NAME";

  public EngineSettings {
    if (!INSTALLATION.matcher(installation).matches()) {
      throw new IllegalArgumentException(
          "an installation id has 8 to 32 characters of a-z and 0-9, not '" + installation + "'");
    }
    home = home.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
    if (!isHubName(environment.getOrDefault(HUB_NAME, installation))) {
      throw new IllegalArgumentException(
          "the environment variable MCP_HUB_NAME has 1 to 64 characters of a-z, A-Z, 0-9, '_', '.' and '-', starting with a letter or digit");
    }
  }

  /** What containers call this hub in their label {@code mcp.hub}. */
  String hubName() {
    return environment.getOrDefault(HUB_NAME, installation);
  }

  static boolean isHubName(String text) {
    return HUB.matcher(text).matches();
  }

  /** {@code DOCKER_MCP_ENABLED=false}: no Docker engine is used, even where one answers. */
  static boolean withoutDocker(Map<String, String> environment) {
    return "false".equals(environment.get("DOCKER_MCP_ENABLED"));
  }

  /** {@code READ_ONLY_MODE=true}: servers write to nothing of this machine. */
  boolean readOnly() {
    return "true".equals(environment.get("READ_ONLY_MODE"));
  }
}
