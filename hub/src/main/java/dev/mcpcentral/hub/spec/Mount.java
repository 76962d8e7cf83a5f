package dev.mcpcentral.hub.spec;

import java.nio.file.Path;

/**
 * A host folder or file shown to a server.
 *
 * @param source an absolute path without {@code ..}, never {@code /}
 * @param target an absolute path in the container, never {@code /} nor below {@code /proc}, {@code
 *     /sys} or {@code /dev}
 */
public record Mount(Path source, String target, boolean readOnly) {
  /** Refuses other paths with {@link IllegalArgumentException}, whose message says why. */
  public Mount {
    if (!source.isAbsolute() || !source.equals(source.normalize())) {
      throw new IllegalArgumentException("source must be an absolute path without '..'");
    }
    if (source.getNameCount() == 0) {
      throw new IllegalArgumentException(
          "source must not be / : a server never sees the whole machine");
    }
    ContainerPath.check(target);
  }
}
