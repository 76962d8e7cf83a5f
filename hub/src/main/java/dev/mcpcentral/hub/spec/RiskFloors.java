package dev.mcpcentral.hub.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The risk levels that a spec implies, whatever its operator declared: what a server can write to,
 * reach, do or know decides how much harm it could do.
 */
final class RiskFloors {
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

  private RiskFloors() {}

  /** Every reason to be above the lowest level, in the order of the spec. */
  static List<RiskReason> of(ServerSpec spec) {
    List<RiskReason> floors = new ArrayList<>();
    if (!spec.oversight().reviewed()) {
      floors.add(high("nobody has reviewed it yet (review: pending)"));
    }
    spec.mounts().forEach(mount -> of(mount).ifPresent(floors::add));
    if (spec.life().form() == Form.PROCESS) {
      floors.add(medium("it runs as a process of this machine (form: process)"));
    }
    if (!spec.secrets().isEmpty()) {
      floors.add(medium("it is told secrets"));
    } else if (spec.env().keySet().stream().anyMatch(RiskFloors::namesSecret)) {
      floors.add(medium("its environment names a secret"));
    }
    ofReach(spec, floors);
    return List.copyOf(floors);
  }

  static boolean namesSecret(String environmentName) {
    return SECRET_NAME.matcher(environmentName).find();
  }

  private static void ofReach(ServerSpec spec, List<RiskReason> floors) {
    if (spec.source() instanceof Source.Remote) {
      floors.add(medium("it runs elsewhere (url:)"));
    } else if (spec.source() instanceof Source.Container) {
      floors.add(medium("somebody else starts it, so nothing here limits it (container:)"));
    } else if (spec.reach().wide()) {
      floors.add(
          medium(
              "it reaches addresses that nobody named (network: open, egress: learn, or * in egress)"));
    }
    if (spec.reach().grants().contains(Grant.SHELL)) {
      floors.add(high("its tools run commands (grants: shell)"));
    }
    if (spec.reach().grants().contains(Grant.ENGINE)) {
      floors.add(high("it sees the container engine (grants: engine)"));
    }
  }

  private static Optional<RiskReason> of(Mount mount) {
    String what = "its mount " + mount.target();
    if (holdsCredentials(mount.source())) {
      return Optional.of(high(what + " shows a folder for credentials"));
    }
    if (mount.readOnly()) {
      return Optional.empty();
    }
    return Optional.of(
        isSystem(mount.source()) || isHome(mount.source())
            ? high(what + " makes a system folder or a whole home folder writable")
            : medium(what + " is writable"));
  }

  private static RiskReason medium(String why) {
    return new RiskReason(RiskLevel.MEDIUM, why);
  }

  private static RiskReason high(String why) {
    return new RiskReason(RiskLevel.HIGH, why);
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
}
