package dev.mcpcentral.hub.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a path of the configuration file into the real place on the host, and refuses places whose
 * sharing would hand over the machine: the engine's socket and state, the kernel's file systems,
 * the hub's own state, and every folder that holds one of them.
 */
final class HostPaths {
  private static final List<String> OFF_LIMITS =
      List.of(
          "/proc",
          "/sys",
          "/dev",
          "/var/run/docker.sock",
          "/run/docker.sock",
          "/run/docker",
          "/run/containerd",
          "/run/podman",
          "/var/lib/docker",
          "/var/lib/containerd",
          "/var/lib/containers");

  private final Path baseDir;
  private final Path workspace;
  private final List<Path> offLimits = new ArrayList<>();

  /**
   * @param baseDir what relative paths are relative to
   * @param workspace what relative sources of mounts are relative to, when it is not the same
   * @param more further places that no server may see
   */
  HostPaths(Path baseDir, Optional<Path> workspace, Set<Path> more) {
    this.baseDir = real(baseDir.toAbsolutePath().normalize());
    this.workspace =
        workspace.map(path -> real(path.toAbsolutePath().normalize())).orElse(this.baseDir);
    OFF_LIMITS.forEach(path -> enter(Path.of(path)));
    more.forEach(this::enter);
  }

  /** A link is refused under its own name and under the one it leads to. */
  private void enter(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    offLimits.add(absolute);
    offLimits.add(real(absolute));
  }

  Path baseDir() {
    return baseDir;
  }

  /**
   * The real, absolute form of {@code text}. What does not exist yet keeps its name below the
   * deepest folder that does: a missing folder is the trouble of one server, seen when it starts.
   */
  Path mountSource(String text) {
    Path source = real(resolve(text));
    if (source.getNameCount() == 0) {
      throw new IllegalArgumentException(
          "source must not be / : a server never sees the whole machine");
    }
    for (Path forbidden : offLimits) {
      if (source.startsWith(forbidden) || forbidden.startsWith(source)) {
        throw new IllegalArgumentException(
            "source must not contain or be in " + forbidden + ": it would give the machine away");
      }
    }
    if (Files.exists(source) && !Files.isDirectory(source) && !Files.isRegularFile(source)) {
      throw new IllegalArgumentException("source must be a folder or a regular file");
    }
    return source;
  }

  private Path resolve(String text) {
    if (text.isBlank() || text.startsWith("~")) {
      throw new IllegalArgumentException(
          "source must be a path, relative to the configuration file or absolute ('~' is not expanded)");
    }
    try {
      return workspace.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("source is not a path", e);
    }
  }

  /** Follows links as far as the path exists. */
  private static Path real(Path path) {
    for (Path known = path; known != null; known = known.getParent()) {
      try {
        return known.toRealPath().resolve(known.relativize(path)).normalize();
      } catch (IOException _) {
        // Not there, or not ours to look into: try the folder above.
      }
    }
    return path;
  }

  /** How {@code path} is written into the file: relative when it is below the file's folder. */
  String written(Path path) {
    return written(path, baseDir);
  }

  /** How the source of a mount is written into the file. */
  String writtenSource(Path path) {
    return written(path, workspace);
  }

  private static String written(Path path, Path base) {
    if (!path.startsWith(base)) {
      return path.toString();
    }
    return path.equals(base) ? "." : "./" + base.relativize(path);
  }
}
