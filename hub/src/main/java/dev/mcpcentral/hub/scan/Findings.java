package dev.mcpcentral.hub.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Joins what several sources found: one vulnerability is one finding, however many tell of it. */
final class Findings {
  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity)
          .reversed()
          .thenComparing(Finding::id)
          .thenComparing(Finding::subject);

  private final List<Finding> joined = new ArrayList<>();

  void addAll(List<Finding> findings) {
    findings.forEach(this::add);
  }

  private void add(Finding finding) {
    Optional<Finding> known =
        finding.by().equals(Finding.CHECK)
            ? Optional.empty()
            : joined.stream().filter(finding::same).findFirst();
    if (known.isPresent()) {
      joined.set(joined.indexOf(known.get()), join(known.get(), finding));
    } else {
      joined.add(finding);
    }
  }

  private static Finding join(Finding one, Finding other) {
    Set<String> aliases = new TreeSet<>(one.aliases());
    aliases.addAll(other.aliases());
    aliases.add(other.id());
    aliases.remove(one.id());
    Set<String> by = new HashSet<>(List.of(one.by().split(", ", -1)));
    by.add(other.by());
    return new Finding(
        one.id(),
        aliases,
        one.severity().worse(other.severity()),
        one.subject(),
        one.summary().isEmpty() ? other.summary() : one.summary(),
        one.fixed().or(other::fixed),
        String.join(", ", new TreeSet<>(by)));
  }

  /** The worst first. */
  List<Finding> sorted() {
    return joined.stream().sorted(WORST_FIRST).toList();
  }
}
