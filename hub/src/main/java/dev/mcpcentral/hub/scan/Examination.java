package dev.mcpcentral.hub.scan;

import dev.mcpcentral.hub.advisory.PackageVersion;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was seen in an image: depends on the image alone, so that it is done once.
 *
 * @param rules version of the rules it was examined by
 * @param digest of the image
 * @param source as the configuration names it, pinned
 * @param packages that advisories may be about
 * @param scopes how many packages there are of each scope, those without advisories too
 * @param checks what the checks of this package found
 */
record Examination(
    int rules,
    String digest,
    String source,
    List<PackageVersion> packages,
    SortedMap<String, Integer> scopes,
    List<Finding> checks) {
  /** Counted up whenever the same image would be judged otherwise. */
  static final int RULES = 1;

  Examination {
    packages = List.copyOf(packages);
    scopes = Collections.unmodifiableSortedMap(new TreeMap<>(scopes));
    checks = List.copyOf(checks);
  }
}
