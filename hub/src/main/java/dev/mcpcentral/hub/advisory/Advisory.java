package dev.mcpcentral.hub.advisory;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one OSV record says about one package.
 *
 * @param aliases other names of the same vulnerability, such as its CVE
 * @param scope the ecosystem with its release, as written: {@code npm}, {@code Debian:12}
 * @param versions affected versions that are listed one by one
 */
record Advisory(
    String id,
    List<String> aliases,
    String summary,
    Severity severity,
    String scope,
    String name,
    List<AffectedRange> ranges,
    Set<String> versions) {
  Advisory {
    aliases = List.copyOf(aliases);
    ranges = List.copyOf(ranges);
    versions = Set.copyOf(versions);
  }

  /** Whether that package, in that version, is affected. */
  boolean affects(PackageVersion one) {
    return one.name().equals(name)
        && one.scope().equals(scope)
        && (versions.contains(one.version())
            || ranges.stream().anyMatch(range -> range.contains(one.ecosystem(), one.version())));
  }

  /** The lowest version above this one that repairs it. */
  Optional<String> fixedAfter(PackageVersion one) {
    return ranges.stream()
        .flatMap(range -> range.fixedAfter(one.ecosystem(), one.version()).stream())
        .reduce((a, b) -> VersionOrder.compare(one.ecosystem(), a, b).orElse(-1) <= 0 ? a : b);
  }
}
