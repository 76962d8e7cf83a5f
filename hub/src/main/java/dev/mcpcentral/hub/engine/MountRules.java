package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Which of the machine's folders a server may be shown, whatever its spec says. */
final class MountRules {
  private static final Set<Path> NEVER =
      Set.of(Path.of("/"), Path.of("/etc"), Path.of("/run"), Path.of("/var/run"));
  private static final List<Path> NOR_BELOW =
      List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

  private final Path home;
  private final Path secrets;
  private final boolean readOnly;

  /** {@code secrets} is where those of all servers are. */
  MountRules(EngineSettings settings, Path secrets) {
    this.home = real(settings.home());
    this.secrets = secrets;
    this.readOnly = settings.readOnly();
  }

  /** The launch as this hub allows it: with {@code READ_ONLY_MODE} nothing is writable. */
  Launch applied(Launch launch) {
    if (!readOnly || launch.spec().mounts().stream().allMatch(Mount::readOnly)) {
      return launch;
    }
    List<Mount> mounts =
        launch.spec().mounts().stream()
            .map(mount -> new Mount(mount.source(), mount.target(), true))
            .toList();
    return new Launch(
        launch.spec().withMounts(mounts),
        launch.workload(),
        launch.command(),
        launch.environment());
  }

  private static Path real(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException _) {
      // Not made yet: then nothing in it can be shown either.
      return home;
    }
  }

  /**
   * The spec's mounts, each looked at again: the place that was judged when the spec was read may
   * have been replaced by a link since, by whoever can write to the folder above.
   */
  List<Mount> resolve(ServerSpec spec) {
    return spec.mounts().stream().map(mount -> resolve(spec, mount)).toList();
  }

  private Mount resolve(ServerSpec spec, Mount mount) {
    Path real;
    try {
      real = mount.source().toRealPath();
    } catch (IOException _) {
      throw new EngineException(
          "server '%s' mounts %s, which does not exist: create it"
              .formatted(spec.name(), mount.source()));
    }
    String refusal = refusal(real);
    if (!refusal.isEmpty()) {
      throw new EngineException(
          "server '%s' may not mount %s: %s".formatted(spec.name(), mount.source(), refusal));
    }
    if (!real.equals(mount.source())) {
      throw new EngineException(
          "server '%s' may not mount %s: it has become a link to %s since the configuration was read; write the place that it leads to into the configuration"
              .formatted(spec.name(), mount.source(), real));
    }
    return mount;
  }

  private String refusal(Path real) {
    if (NEVER.contains(real) || NOR_BELOW.stream().anyMatch(real::startsWith)) {
      return "it would give the server the machine; mount a narrower folder";
    }
    if (real.getFileName().toString().equals("docker.sock")) {
      return "who can reach the Docker engine is root on this machine";
    }
    if (home.startsWith(real) || real.startsWith(home)) {
      return "it would show the hub's own state in %s; mount a narrower folder, or move the state with MCP_CENTRAL_HOME"
          .formatted(home);
    }
    if (secrets.startsWith(real) || real.startsWith(secrets)) {
      return "it would show the secrets of all servers; mount a narrower folder";
    }
    return "";
  }
}
