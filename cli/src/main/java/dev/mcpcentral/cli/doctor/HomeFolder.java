package dev.mcpcentral.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The state folder and the files in it that only their owner may read. */
final class HomeFolder {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private HomeFolder() {}

  static void folder(Patient patient, Consumer<Finding> found) {
    Path home = patient.home();
    if (!Files.exists(home)) {
      found.accept(Finding.ok("home", home + " does not exist yet; up makes it"));
    } else if (!Files.isDirectory(home) || !Files.isWritable(home)) {
      found.accept(
          Finding.fail(
              "home",
              home + " is no folder that this user can write to",
              "correct its owner, or set MCP_CENTRAL_HOME to another folder"));
    } else if (open(home)) {
      found.accept(
          Finding.warn(
              "home",
              home + " is open to other users",
              "chmod 700 " + home + " (up does it, too)"));
    } else {
      found.accept(Finding.ok("home", home + hub(patient)));
    }
  }

  private static String hub(Patient patient) {
    return patient
        .runningHub()
        .map(pid -> ", held by the running hub, process " + pid)
        .orElse(", no hub is running");
  }

  static void secrets(Patient patient, Consumer<Finding> found) {
    for (String name : List.of("operator.token", "tokens.json")) {
      Path file = patient.home().resolve(name);
      if (Files.exists(file) && open(file)) {
        found.accept(
            Finding.fail(
                "secrets",
                file + " can be read by other users",
                "chmod 600 "
                    + file
                    + "; if others use this machine, delete it and restart the hub"));
      }
    }
  }

  private static boolean open(Path path) {
    try {
      return Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
    } catch (IOException e) {
      return true;
    }
  }
}
