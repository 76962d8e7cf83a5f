package dev.mcpcentral.hub.scan;

import dev.mcpcentral.hub.advisory.Match;
import dev.mcpcentral.hub.advisory.Severity;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something about an image that somebody should know.
 *
 * @param id of an advisory, or the word of a check: {@code root}, {@code setuid}, {@code secret}, …
 * @param aliases other names of the same advisory, sorted
 * @param subject what it is about: a package with its version, or a path; never a secret itself
 * @param fixed the version that repairs it
 * @param by who found it: {@code advisories}, {@code check}, {@code trivy}, {@code grype}
 */
public record Finding(
    String id,
    Set<String> aliases,
    Severity severity,
    String subject,
    String summary,
    Optional<String> fixed,
    String by) {
  static final String CHECK = "check";

  public Finding {
    aliases = Collections.unmodifiableSet(new TreeSet<>(aliases));
  }

  static Finding check(String id, Severity severity, String subject, String summary) {
    return new Finding(id, Set.of(), severity, subject, summary, Optional.empty(), CHECK);
  }

  static Finding of(Match match) {
    return new Finding(
        match.id(),
        match.aliases(),
        match.severity(),
        match.one().toString(),
        match.summary(),
        match.fixed(),
        "advisories");
  }

  /** Whether a waiver of this name is about it; letter case does not count. */
  boolean named(String name) {
    return id.equalsIgnoreCase(name) || aliases.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** Whether both speak of the same vulnerability in the same package. */
  boolean same(Finding other) {
    return subject.equals(other.subject)
        && (named(other.id) || other.aliases.stream().anyMatch(this::named));
  }

  /** One line for people. */
  public String line() {
    StringBuilder line = new StringBuilder(id);
    if (!aliases.isEmpty()) {
      line.append(" (").append(String.join(", ", aliases)).append(')');
    }
    line.append(' ').append(severity.word()).append(": ").append(subject);
    fixed.ifPresent(version -> line.append(", fixed in ").append(version));
    return line.append(": ").append(summary).toString();
  }
}
