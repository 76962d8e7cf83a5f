package dev.mcpcentral.hub.snapshot;

import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.policy.Policy;
import java.time.Duration;
import java.util.List;

/**
 * The rules and names that a call reads, all of one moment.
 *
 * @param freshFor how long a client may keep a list; short while servers are still joining
 */
public record Snapshot(Policy policy, Catalog catalog, Duration freshFor) {
  public static final Snapshot EMPTY =
      new Snapshot(new Policy(0), Catalog.of(List.of()), Duration.ofSeconds(1));
}
