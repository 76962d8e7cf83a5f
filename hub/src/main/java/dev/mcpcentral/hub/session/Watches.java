package dev.mcpcentral.hub.session;

import dev.mcpcentral.hub.call.ServerName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Which resources some client watches, counted: a server is told of the first who watches one and
 * of the last who leaves.
 */
public final class Watches {
  private final Map<ServerName, Map<String, Integer>> counts = new HashMap<>();
  private final BiConsumer<ServerName, Set<String>> tell;

  /** {@code tell} is given a server and all its resources that are watched; it must be quick. */
  public Watches(BiConsumer<ServerName, Set<String>> tell) {
    this.tell = tell;
  }

  public synchronized void add(Watch watch) {
    Map<String, Integer> ofServer = counts.computeIfAbsent(watch.server(), none -> new HashMap<>());
    if (ofServer.merge(watch.original(), 1, Integer::sum) == 1) {
      tell.accept(watch.server(), Set.copyOf(ofServer.keySet()));
    }
  }

  public synchronized void remove(Watch watch) {
    Map<String, Integer> ofServer = counts.getOrDefault(watch.server(), Map.of());
    Integer count = ofServer.get(watch.original());
    if (count == null) {
      return;
    }
    if (count > 1) {
      ofServer.put(watch.original(), count - 1);
      return;
    }
    ofServer.remove(watch.original());
    tell.accept(watch.server(), Set.copyOf(ofServer.keySet()));
    if (ofServer.isEmpty()) {
      counts.remove(watch.server());
    }
  }
}
