package dev.mcpcentral.hub.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The least risk level that a spec implies, whatever its operator declared: what a server can write
 * to, reach, or know decides how much harm it could do.
 */
final class RiskFloor {
  /** Writing here changes the machine itself or another person's account. */
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/etc"),
          Path.of("/usr"),
          Path.of("/bin"),
          Path.of("/sbin"),
          Path.of("/lib"),
          Path.of("/lib64"),
          Path.of("/boot"));

  private static final Set<String> CREDENTIAL_FOLDERS =
      Set.of(".ssh", ".aws", ".azure", ".config", ".docker", ".gnupg", ".kube", ".mcp-central");

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(^|_)(TOKEN|SECRET|PASSWORD|PASSWD|PAT|APIKEY|(API|ACCESS|PRIVATE|SECRET)_KEY|CREDENTIALS?)(_|$)",
          Pattern.CASE_INSENSITIVE);

  private RiskFloor() {}

  static RiskLevel of(ServerSpec spec) {
    RiskLevel floor = RiskLevel.LOW;
    for (Mount mount : spec.mounts()) {
      floor = higher(floor, of(mount));
    }
    boolean reaches = spec.network() == Network.OPEN || spec.source() instanceof Source.Remote;
    boolean knowsSecret =
        spec.env().keySet().stream().anyMatch(name -> SECRET_NAME.matcher(name).find());
    return reaches || knowsSecret ? higher(floor, RiskLevel.MEDIUM) : floor;
  }

  private static RiskLevel of(Mount mount) {
    if (holdsCredentials(mount.source())) {
      return RiskLevel.HIGH;
    }
    if (mount.readOnly()) {
      return RiskLevel.LOW;
    }
    return isSystem(mount.source()) || isHome(mount.source()) ? RiskLevel.HIGH : RiskLevel.MEDIUM;
  }

  private static boolean holdsCredentials(Path source) {
    for (Path part : source) {
      if (CREDENTIAL_FOLDERS.contains(part.toString())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSystem(Path source) {
    return SYSTEM.stream().anyMatch(source::startsWith);
  }

  /** A whole home folder, or the folder of all of them; folders inside one are the usual case. */
  private static boolean isHome(Path source) {
    boolean ofUser =
        source.getNameCount() <= 2
            && (source.startsWith(Path.of("/home")) || source.startsWith(Path.of("/Users")));
    return ofUser || source.equals(Path.of("/root"));
  }

  private static RiskLevel higher(RiskLevel a, RiskLevel b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
