package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.spec.ServerSpec;
import java.util.List;
import java.util.Map;

/**
 * What to start: the operator's spec and the prepared program, nothing else.
 *
 * @param command the program's own command without the spec's arguments; empty means the image's
 *     entry point
 * @param environment what the runtime needs besides the spec's own values, for example {@code
 *     NODE_ENV}
 */
public record Launch(
    ServerSpec spec, Workload workload, List<String> command, Map<String, String> environment) {
  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** As it may be started: one that nobody has enabled is only tried. */
  Launch permitted() {
    return spec.oversight().enabled()
        ? this
        : new Launch(spec.tried(), workload, command, environment);
  }
}
