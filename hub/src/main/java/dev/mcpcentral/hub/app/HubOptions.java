package dev.mcpcentral.hub.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to start a hub.
 *
 * @param version shown to clients and operators
 * @param config the configuration file; written from the starter when it is missing
 * @param home the state directory
 * @param allowUnsandboxed let processes run without a sandbox where bubblewrap is missing
 * @param environment the environment variables to look for an engine in
 * @param reaper the command of a process that clears up if this one is killed; its input is held
 *     open as long as this hub lives, and the engine's address is added. Empty for none
 */
public record HubOptions(
    String version,
    Path config,
    Path home,
    boolean allowUnsandboxed,
    Map<String, String> environment,
    List<String> reaper) {

  /** {@code WORKSPACE_ROOT}: where relative sources of mounts start. */
  Optional<Path> workspace() {
    return Optional.ofNullable(environment.get("WORKSPACE_ROOT"))
        .filter(path -> !path.isBlank())
        .map(Path::of);
  }
}
