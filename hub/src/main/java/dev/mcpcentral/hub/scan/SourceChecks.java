package dev.mcpcentral.hub.scan;

import dev.mcpcentral.hub.advisory.Severity;
import dev.mcpcentral.hub.image.Prepared;
import dev.mcpcentral.hub.sbom.Inventory;
import dev.mcpcentral.hub.spec.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What can be said of where an image comes from: pinned or not, scripts of its packages. */
final class SourceChecks {
  private static final long MOST_BYTES = 1 << 20;

  private SourceChecks() {}

  static List<Finding> findings(Source source, Prepared prepared, Inventory inventory) {
    List<Finding> findings = new ArrayList<>();
    switch (source) {
      case Source.ImageReference _ -> {
        if (!prepared.pinnedSource().contains("@sha256:")) {
          findings.add(unpinned(prepared.pinnedSource(), "names no digest: it can change"));
        }
      }
      case Source.Directory(Path folder) ->
          unpinnedBases(folder.resolve("Dockerfile"))
              .forEach(base ->
                  findings.add(
                      unpinned("FROM " + base, "names no digest: the next build differs")));
      case Source.Npm _, Source.Pypi _, Source.Go _, Source.Remote _, Source.Container _ -> {}
    }
    inventory
        .scripts()
        .forEach(script ->
            findings.add(
                Finding.check(
                    "install-script",
                    Severity.INFORMATIONAL,
                    script,
                    "has an install script, which was not run")));
    return findings;
  }

  private static Finding unpinned(String subject, String why) {
    return Finding.check("unpinned-base", Severity.MEDIUM, subject, why);
  }

  /** The images that a Dockerfile starts from, without those that are its own earlier stages. */
  static List<String> unpinnedBases(Path dockerfile) {
    Set<String> stages = new HashSet<>(Set.of("scratch"));
    List<String> unpinned = new ArrayList<>();
    for (String line : lines(dockerfile)) {
      List<String> words =
          List.of(line.strip().split("\\s+", -1)).stream()
              .filter(word -> !word.startsWith("--"))
              .toList();
      if (words.size() < 2 || !words.getFirst().equalsIgnoreCase("FROM")) {
        continue;
      }
      String base = words.get(1);
      boolean pinned = base.contains("@sha256:") || base.startsWith("sha256:");
      if (!pinned && !stages.contains(base.toLowerCase(Locale.ROOT))) {
        unpinned.add(base);
      }
      if (words.size() > 3) {
        stages.add(words.get(3).toLowerCase(Locale.ROOT));
      }
    }
    return unpinned;
  }

  private static List<String> lines(Path dockerfile) {
    try {
      return Files.isRegularFile(dockerfile) && Files.size(dockerfile) <= MOST_BYTES
          ? Files.readAllLines(dockerfile)
          : List.of();
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
