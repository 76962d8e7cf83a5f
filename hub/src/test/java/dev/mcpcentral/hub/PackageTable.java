package dev.mcpcentral.hub;

import static java.util.stream.Collectors.toSet;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Which package may import which, as the table with the columns {@code package | owns | may import}
 * in {@code docs/ARCHITECTURE.md} says.
 */
record PackageTable(Map<String, Set<String>> allowed) {
  private static final Pattern HEADER =
      Pattern.compile("\\| package \\| owns \\| may import \\|\n\\|[ -|]+\n");
  private static final Pattern ROW =
      Pattern.compile("\\G\\| `([a-z0-9]+)` \\|[^\n]*\\|([^|\n]*)\\|\n");
  private static final Pattern NAME = Pattern.compile("`([a-z0-9]+)`");

  private static final Pattern PLANNED = Pattern.compile("Planned packages: ([^.]*)\\.");

  /** What every package may import without saying so. */
  private static final Set<String> FREE = Set.of("telemetry");

  static PackageTable parse(String markdown) {
    var header = HEADER.matcher(markdown);
    if (!header.find()) {
      throw new IllegalArgumentException("found no table | package | owns | may import |");
    }
    var rows = new TreeMap<String, Set<String>>();
    var row = ROW.matcher(markdown).region(header.end(), markdown.length());
    while (row.find()) {
      rows.put(row.group(1), names(row.group(2)));
    }
    // `app` wires everything, so its row says "all" instead of names.
    rows.computeIfPresent("app", (name, ignored) -> Set.copyOf(rows.keySet()));
    return new PackageTable(rows);
  }

  /** The packages that the same document says are not built yet. */
  static Set<String> planned(String markdown) {
    var sentence = PLANNED.matcher(markdown);
    return sentence.find() ? names(sentence.group(1)) : Set.of();
  }

  private static Set<String> names(String cell) {
    return NAME.matcher(cell).results().map((MatchResult name) -> name.group(1)).collect(toSet());
  }

  boolean hasRow(String name) {
    return allowed.containsKey(name);
  }

  boolean mayImport(String from, String to) {
    return from.equals(to)
        || FREE.contains(to)
        || allowed.getOrDefault(from, Set.of()).contains(to);
  }

  /** Whether {@code name} is reached again when one follows what it may import. */
  boolean leadsBackTo(String name) {
    var seen = new HashSet<String>();
    var open = new HashSet<>(allowed.getOrDefault(name, Set.of()));
    open.remove("app".equals(name) ? name : "");
    while (!open.isEmpty()) {
      String next = open.iterator().next();
      open.remove(next);
      if (next.equals(name)) {
        return true;
      }
      if (seen.add(next)) {
        open.addAll(allowed.getOrDefault(next, Set.of()));
      }
    }
    return false;
  }
}
