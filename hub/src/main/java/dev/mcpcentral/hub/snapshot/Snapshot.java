package dev.mcpcentral.hub.snapshot;

import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules and names that a call reads, all of one moment.
 *
 * @param catalog everything that all servers offer
 * @param profiles views on it, by their names
 * @param freshFor how long a client may keep a list; short while servers are still joining
 */
public record Snapshot(
    Policy policy, Catalog catalog, Map<String, Catalog> profiles, Duration freshFor) {
  public static final Snapshot EMPTY =
      new Snapshot(new Policy(0), Catalog.of(List.of()), Duration.ofSeconds(1));

  public Snapshot {
    profiles = Map.copyOf(profiles);
  }

  public Snapshot(Policy policy, Catalog catalog, Duration freshFor) {
    this(policy, catalog, Map.of(), freshFor);
  }

  /** What a client at the address of {@code profile} sees; without one, everything. */
  public Catalog catalog(@Nullable String profile) {
    return profile == null ? catalog : profiles.getOrDefault(profile, Catalog.EMPTY);
  }
}
