package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.spec.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How a server's process is kept apart from the machine. */
sealed interface Sandbox permits Bubblewrap, Bare, NoSandbox {
  /** For people: what it is, or why there is none. */
  String description();

  /**
   * A process to start.
   *
   * @param argv the sandbox's own program first, the server's last
   */
  record Plan(List<String> argv, Map<String, String> environment, Path folder) {}

  /**
   * What to run in it.
   *
   * @param command absolute or looked up on PATH
   * @param binds the spec's mounts with their real sources, and its volumes' folders
   * @param limits of which a sandbox enforces what it can
   * @param scratch a folder of the server's own on this machine, for sandboxes without a private
   *     /tmp
   */
  record Program(
      Path folder,
      List<String> command,
      Map<String, String> environment,
      List<Bind> binds,
      RunAs user,
      boolean network,
      Limits limits,
      Path scratch) {}

  /** A folder or file of this machine and the path at which the server expects it. */
  record Bind(Path source, String target, boolean readOnly) {}

  /** Throws {@link EngineException} when the program cannot be run in this sandbox. */
  Plan plan(Program program);
}
