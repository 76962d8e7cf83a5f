package dev.mcpcentral.hub.spec;

import dev.mcpcentral.hub.spec.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong with one file, so that its author sees several mistakes at once. */
final class Problems {
  private static final int SHOWN = 10;
  private static final int KEPT = 1000;

  private final String file;
  private final List<Problem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(Node at, String message) {
    add(at.getStartMark(), message, Optional.empty());
  }

  void add(Node at, String message, Optional<String> nearest) {
    add(at.getStartMark(), message, nearest);
  }

  void add(Optional<Mark> at, String message, Optional<String> nearest) {
    if (found.size() < KEPT) {
      int line = at.map(mark -> mark.getLine() + 1).orElse(0);
      int column = at.map(mark -> mark.getColumn() + 1).orElse(0);
      found.add(new Problem(file, line, column, message, nearest));
    }
  }

  void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    found.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    List<Problem> shown = new ArrayList<>(found.subList(0, Math.min(SHOWN, found.size())));
    if (found.size() > SHOWN) {
      String rest = "and " + (found.size() - SHOWN) + " more problems";
      shown.add(new Problem(file, 0, 0, rest, Optional.empty()));
    }
    throw new ConfigurationException(shown);
  }
}
