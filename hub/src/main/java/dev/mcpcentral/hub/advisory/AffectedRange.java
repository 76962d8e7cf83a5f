package dev.mcpcentral.hub.advisory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A range of versions as OSV writes it: events at which a version line becomes affected or stops
 * being so (OSV schema 1.7, "Evaluation").
 */
record AffectedRange(List<Event> events) {
  /** Before every version. */
  private static final String BEGINNING = "0";

  AffectedRange {
    events = List.copyOf(events);
  }

  enum Kind {
    INTRODUCED,
    FIXED,
    LAST_AFFECTED
  }

  record Event(Kind kind, String version) {}

  /** An order that cannot be told counts as affected: somebody has to look at it. */
  boolean contains(Ecosystem ecosystem, String version) {
    boolean affected = false;
    for (Event event : sorted(ecosystem)) {
      OptionalInt order = order(ecosystem, version, event.version());
      affected =
          switch (event.kind()) {
            case INTRODUCED -> affected || order.orElse(0) >= 0;
            case FIXED -> affected && order.orElse(-1) < 0;
            case LAST_AFFECTED -> affected && order.orElse(-1) <= 0;
          };
    }
    return affected;
  }

  Optional<String> fixedAfter(Ecosystem ecosystem, String version) {
    return sorted(ecosystem).stream()
        .filter(event -> event.kind() == Kind.FIXED)
        .map(Event::version)
        .filter(fixed -> VersionOrder.compare(ecosystem, fixed, version).orElse(1) > 0)
        .findFirst();
  }

  private List<Event> sorted(Ecosystem ecosystem) {
    List<Event> sorted = new ArrayList<>(events);
    Comparator<Event> byVersion = (a, b) -> order(ecosystem, a.version(), b.version()).orElse(0);
    try {
      sorted.sort(byVersion);
    } catch (IllegalArgumentException noOrder) {
      // Versions that do not order among themselves: as the advisory wrote them.
      return events;
    }
    return sorted;
  }

  private static OptionalInt order(Ecosystem ecosystem, String one, String other) {
    if (one.equals(other)) {
      return OptionalInt.of(0);
    }
    if (one.equals(BEGINNING) || other.equals(BEGINNING)) {
      return OptionalInt.of(one.equals(BEGINNING) ? -1 : 1);
    }
    return VersionOrder.compare(ecosystem, one, other);
  }
}
