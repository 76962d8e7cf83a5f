package dev.mcpcentral.hub.backend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who waits, and whose turn it is: owners take turns, and each owner's come in the order in which
 * they came, so that one who wants much holds up nobody else. Not for several threads at once.
 */
final class Turns<T> {
  private final Map<String, Deque<T>> byOwner = new LinkedHashMap<>();
  private int size;

  void add(String owner, T waiter) {
    byOwner.computeIfAbsent(owner, newcomer -> new ArrayDeque<>()).add(waiter);
    size++;
  }

  /** Removes whose turn it is. */
  Optional<T> next() {
    if (size == 0) {
      return Optional.empty();
    }
    Map.Entry<String, Deque<T>> first = byOwner.entrySet().iterator().next();
    Deque<T> line = first.getValue();
    byOwner.remove(first.getKey());
    T waiter = line.remove();
    if (!line.isEmpty()) {
      byOwner.put(first.getKey(), line); // behind all others
    }
    size--;
    return Optional.of(waiter);
  }

  /** Forgets one who gave up. */
  void remove(String owner, T waiter) {
    Deque<T> line = byOwner.get(owner);
    if (line != null && line.remove(waiter)) {
      size--;
      if (line.isEmpty()) {
        byOwner.remove(owner);
      }
    }
  }

  int size() {
    return size;
  }
}
