package dev.mcpcentral.hub.advisory;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A known vulnerability in a package.
 *
 * @param aliases its other names, sorted
 * @param fixed the lowest version above that repairs it; empty when none is known
 */
public record Match(
    PackageVersion one,
    String id,
    Set<String> aliases,
    Severity severity,
    String summary,
    Optional<String> fixed) {
  public Match {
    aliases = java.util.Collections.unmodifiableSet(new TreeSet<>(aliases));
  }

  /** Whether both speak of the same vulnerability in the same package. */
  boolean same(Match other) {
    return one.equals(other.one)
        && (id.equals(other.id)
            || aliases.contains(other.id)
            || other.aliases.contains(id)
            || aliases.stream().anyMatch(other.aliases::contains));
  }

  /** Both as one, under the name of this one. */
  Match with(Match other) {
    Set<String> names = new TreeSet<>(aliases);
    names.addAll(other.aliases);
    names.add(other.id);
    names.remove(id);
    return new Match(
        one,
        id,
        names,
        severity.worse(other.severity),
        summary.isEmpty() ? other.summary : summary,
        fixed.or(other::fixed));
  }
}
