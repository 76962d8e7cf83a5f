package dev.mcpcentral.hub.scan;

import dev.mcpcentral.hub.advisory.Severity;
import dev.mcpcentral.hub.sbom.Examiner;
import dev.mcpcentral.hub.sbom.LayerFile;
import dev.mcpcentral.hub.sbom.VisibleFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Shells and package managers: what an intruder would like to find. Told, and does not block. */
final class Tools implements Examiner {
  private static final Set<String> SHELLS = Set.of("ash", "bash", "busybox", "dash", "sh", "zsh");
  private static final Set<String> PACKAGE_MANAGERS =
      Set.of("apk", "apt", "apt-get", "dnf", "dpkg", "microdnf", "pip", "pip3", "rpm", "yum");
  private static final Set<String> FOLDERS =
      Set.of("bin", "sbin", "usr/bin", "usr/sbin", "usr/local/bin");

  private final VisibleFacts<String> found = new VisibleFacts<>();

  @Override
  public Wish file(LayerFile file) {
    String name = file.fileName();
    int slash = file.path().lastIndexOf('/');
    boolean command = slash > 0 && FOLDERS.contains(file.path().substring(0, slash));
    if (command && (SHELLS.contains(name) || PACKAGE_MANAGERS.contains(name))) {
      found.put(file, name);
    }
    return Wish.NOTHING;
  }

  @Override
  public void gone(String path, int layer) {
    found.gone(path, layer);
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    add(findings, "shell", SHELLS, "can be started by whoever gets into the server");
    add(findings, "package-manager", PACKAGE_MANAGERS, "is not needed at run time");
    return findings;
  }

  private void add(List<Finding> findings, String id, Set<String> wanted, String why) {
    Set<String> present = new TreeSet<>(found.values());
    present.retainAll(wanted);
    if (!present.isEmpty()) {
      findings.add(Finding.check(id, Severity.INFORMATIONAL, String.join(", ", present), why));
    }
  }
}
