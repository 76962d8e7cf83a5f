package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.catalog.ServerTools;
import dev.mcpcentral.hub.catalog.ToolTable;
import dev.mcpcentral.hub.policy.Policy;
import dev.mcpcentral.hub.snapshot.Snapshot;
import dev.mcpcentral.hub.snapshot.Snapshots;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Builds a new snapshot after something has changed. Many changes in a row become one; the more a
 * snapshot costs, the longer the pause before the next.
 */
final class SnapshotKeeper implements AutoCloseable {
  private static final Duration SETTLED = Duration.ofSeconds(30);
  private static final Duration SETTLING = Duration.ofSeconds(1);
  private static final long SHORTEST_PAUSE_MILLIS = 20;

  private final Snapshots snapshots;
  private final Supplier<List<ServerTools>> offers;
  private final BooleanSupplier settling;
  private final Semaphore due = new Semaphore(0);
  private final Thread thread;
  private List<ServerTools> built = List.of();

  SnapshotKeeper(
      Snapshots snapshots, Supplier<List<ServerTools>> offers, BooleanSupplier settling) {
    this.snapshots = snapshots;
    this.offers = offers;
    this.settling = settling;
    this.thread = Thread.ofVirtual().name("snapshots").unstarted(this::run);
  }

  void start() {
    build();
    thread.start();
  }

  /** Something has changed; returns at once. */
  void changed() {
    due.release();
  }

  private void run() {
    try {
      while (true) {
        due.acquire();
        due.drainPermits();
        long begun = System.nanoTime();
        build();
        long spent = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        Thread.sleep(Math.max(SHORTEST_PAUSE_MILLIS, 4 * spent));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void build() {
    Snapshot before = snapshots.current();
    Duration freshFor = settling.getAsBoolean() ? SETTLING : SETTLED;
    List<ServerTools> now = offers.get();
    if (now.equals(built) && before.freshFor().equals(freshFor)) {
      return;
    }
    ToolTable table = now.equals(built) ? before.tools() : ToolTable.of(now);
    built = now;
    snapshots.replace(new Snapshot(new Policy(1), table, freshFor));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
