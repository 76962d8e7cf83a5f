package dev.mcpcentral.hub.egress;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What one server has asked for since its egress is learned. Thread-safe. */
final class Lesson {
  /** Later ones are let through without being noted, and that is told. */
  static final int MAX_DESTINATIONS = 256;

  /** Names cost nothing to make up: they leave room for what is connected to. */
  private static final int MAX_LOOKUPS = MAX_DESTINATIONS / 2;

  private record Key(String host, int port) {}

  private final Map<Key, Counters> noted = new ConcurrentHashMap<>();
  private final Runnable novelty;
  private volatile boolean full;

  /**
   * @param before what an earlier hub has noted
   * @param novelty is run when something was noted for the first time
   */
  Lesson(List<Asked> before, Runnable novelty) {
    this.novelty = novelty;
    for (Asked each : before) {
      Counters counters = new Counters();
      counters.add(each.traffic());
      noted.put(new Key(each.host(), each.port()), counters);
    }
  }

  /** Where connections to it are counted; empty when there is no room for another destination. */
  Optional<Counters> of(Destination destination) {
    return of(new Key(destination.host().toString(), destination.port()));
  }

  void lookedUp(Host.Name name) {
    of(new Key(name.text(), 0)).ifPresent(counters -> counters.allowed.increment());
  }

  boolean full() {
    return full;
  }

  /** By host and port; a name that was connected to is not listed once more for its lookup. */
  List<Asked> asked() {
    return noted.entrySet().stream()
        .filter(entry -> entry.getKey().port() > 0 || !connected(entry.getKey().host()))
        .map(entry ->
            new Asked(entry.getKey().host(), entry.getKey().port(), entry.getValue().traffic()))
        .sorted(Comparator.comparing(Asked::host).thenComparingInt(Asked::port))
        .toList();
  }

  private long lookups() {
    return noted.keySet().stream().filter(key -> key.port() == 0).count();
  }

  private boolean connected(String host) {
    return noted.keySet().stream().anyMatch(key -> key.port() > 0 && key.host().equals(host));
  }

  private Optional<Counters> of(Key key) {
    Counters known = noted.get(key);
    return known != null ? Optional.of(known) : added(key);
  }

  private synchronized Optional<Counters> added(Key key) {
    if (!noted.containsKey(key)) {
      if (noted.size() >= MAX_DESTINATIONS || (key.port() == 0 && lookups() >= MAX_LOOKUPS)) {
        full = true;
        return Optional.empty();
      }
      noted.put(key, new Counters());
      novelty.run();
    }
    return Optional.ofNullable(noted.get(key));
  }
}
