package dev.mcpcentral.hub.scan;

import dev.mcpcentral.hub.advisory.Severity;
import dev.mcpcentral.hub.sbom.Examiner;
import dev.mcpcentral.hub.sbom.LayerFile;
import dev.mcpcentral.hub.sbom.VisibleFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Files that run with more rights than whoever starts them: setuid, setgid, file capabilities. */
final class RaisedRights implements Examiner {
  /**
   * What every Debian or Alpine image brings along. No container of ours can use it (no new
   * privileges, no capabilities), so that it is told and does not block; anything else was put
   * there on purpose.
   */
  private static final Set<String> OF_DISTRIBUTIONS =
      Set.of(
          "bbsuid",
          "chage",
          "chfn",
          "chsh",
          "dbus-daemon-launch-helper",
          "expiry",
          "fusermount",
          "fusermount3",
          "gpasswd",
          "mount",
          "newgidmap",
          "newgrp",
          "newuidmap",
          "pam_extrausers_chkpwd",
          "passwd",
          "ping",
          "pkexec",
          "polkit-agent-helper-1",
          "ssh-agent",
          "ssh-keysign",
          "su",
          "sudo",
          "umount",
          "unix_chkpwd",
          "wall",
          "write");

  private static final List<String> SYSTEM_FOLDERS =
      List.of("bin/", "sbin/", "lib/", "usr/bin/", "usr/sbin/", "usr/lib/", "usr/libexec/");

  private final VisibleFacts<LayerFile> found = new VisibleFacts<>();

  @Override
  public Wish file(LayerFile file) {
    if (file.raisesRights() || file.capabilities()) {
      found.put(file, file);
    }
    return Wish.NOTHING;
  }

  @Override
  public void gone(String path, int layer) {
    found.gone(path, layer);
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Collection<LayerFile> usual = found.values().stream().filter(RaisedRights::usual).toList();
    found.values().stream()
        .filter(file -> !usual(file))
        .map(RaisedRights::finding)
        .forEach(findings::add);
    if (!usual.isEmpty()) {
      findings.add(
          Finding.check(
              "setuid",
              Severity.LOW,
              usual.size() + " files of the distribution",
              "are setuid or setgid, which has no effect in a container of this hub"));
    }
    return findings;
  }

  private static boolean usual(LayerFile file) {
    return !file.capabilities()
        && OF_DISTRIBUTIONS.contains(file.fileName())
        && SYSTEM_FOLDERS.stream().anyMatch(file.path()::startsWith);
  }

  private static Finding finding(LayerFile file) {
    return file.capabilities()
        ? Finding.check(
            "capabilities", Severity.HIGH, file.path(), "has file capabilities (setcap)")
        : Finding.check(
            "setuid", Severity.HIGH, file.path(), "runs with its owner's rights (setuid, setgid)");
  }
}
