package dev.mcpcentral.hub.spec;

import java.util.List;
import java.util.regex.Pattern;

/** Where something may be placed inside a container. */
public final class ContainerPath {
  private static final int MAX_LENGTH = 1024;
  private static final Pattern UNUSUAL = Pattern.compile("[\\p{Cntrl},:]");

  /** The kernel's own file systems: mounting over them undoes what the engine masks there. */
  private static final List<String> RESERVED = List.of("/proc", "/sys", "/dev");

  private ContainerPath() {}

  /** Returns {@code target}, or refuses it with {@link IllegalArgumentException} and the reason. */
  public static String check(String target) {
    if (!target.startsWith("/") || target.length() > MAX_LENGTH || UNUSUAL.matcher(target).find()) {
      throw new IllegalArgumentException(
          "target must be an absolute path in the container, for example /data");
    }
    for (String part : target.substring(1).split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException(
            "target '" + target + "' must be a plain path below /, without '.', '..' or '//'");
      }
    }
    for (String reserved : RESERVED) {
      if (target.equals(reserved) || target.startsWith(reserved + "/")) {
        throw new IllegalArgumentException("target must not be in " + reserved);
      }
    }
    return target;
  }
}
