package dev.mcpcentral.hub.advisory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What advisory data there is.
 *
 * @param fingerprint the same as long as the data is the same
 */
public record DatabaseState(String fingerprint, List<Data> data) {
  /** Older data is still used, and called old. */
  public static final Duration FRESH = Duration.ofDays(7);

  static final DatabaseState EMPTY = new DatabaseState("empty", List.of());

  public DatabaseState {
    data = List.copyOf(data);
  }

  /**
   * The data of one ecosystem.
   *
   * @param advisories how many records, those without effect not counted
   * @param newest when the newest of them was last changed: how old the data is
   * @param releases of the distribution that the data covers; the empty text elsewhere
   * @param files name of the files that hold it
   */
  public record Data(
      Ecosystem ecosystem,
      int advisories,
      Instant newest,
      Instant imported,
      Set<String> releases,
      String files) {
    public Data {
      releases = java.util.Collections.unmodifiableSet(new TreeSet<>(releases));
    }

    public boolean old(Instant now) {
      return Duration.between(newest, now).compareTo(FRESH) > 0;
    }
  }

  /** The data of that ecosystem. */
  public Optional<Data> of(Ecosystem ecosystem) {
    return data.stream().filter(one -> one.ecosystem() == ecosystem).findFirst();
  }

  /** Whether there is data that could name this package. */
  public boolean covers(PackageVersion one) {
    return of(one.ecosystem())
        .filter(found -> found.releases().contains(one.release()))
        .isPresent();
  }
}
