package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.catalog.ServerOffer;
import dev.mcpcentral.hub.policy.Policy;
import dev.mcpcentral.hub.rollout.CentralServer;
import dev.mcpcentral.hub.rollout.Publication;
import dev.mcpcentral.hub.snapshot.Snapshot;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.hub.spec.Profile;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Builds a new snapshot after something has changed. Many changes in a row become one; the more a
 * snapshot costs, the longer the pause before the next.
 */
final class SnapshotKeeper implements Publication, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SnapshotKeeper.class.getName());
  private static final Duration SETTLED = Duration.ofSeconds(30);
  private static final Duration SETTLING = Duration.ofSeconds(1);
  private static final long SHORTEST_PAUSE_MILLIS = 20;

  /** What the snapshots are built from. */
  interface Sources {
    List<ServerOffer> offers();

    /** Views on them, each for some clients. */
    List<Profile> profiles();

    /** Whether lists will soon be longer, so that clients should ask again soon. */
    boolean settling();
  }

  private final Snapshots snapshots;
  private final Sources sources;
  private final Semaphore due = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("snapshots").unstarted(this::run);
  private List<ServerOffer> built = List.of();
  private List<Profile> viewed = List.of();

  /** Asks {@code sources} for nothing before {@link #start}. */
  SnapshotKeeper(Snapshots snapshots, Sources sources) {
    this.snapshots = snapshots;
    this.sources = sources;
  }

  void start() {
    now();
    thread.start();
  }

  @Override
  public void soon() {
    due.release();
  }

  private void run() {
    try {
      while (true) {
        due.acquire();
        due.drainPermits();
        long begun = System.nanoTime();
        rebuild();
        long spent = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        Thread.sleep(Math.max(SHORTEST_PAUSE_MILLIS, 4 * spent));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** One failure must not end the keeper: the old snapshot stays until the next change. */
  private void rebuild() {
    try {
      now();
    } catch (RuntimeException defect) {
      LOG.log(System.Logger.Level.ERROR, "The list of tools could not be renewed", defect);
    }
  }

  @Override
  public synchronized void now() {
    Snapshot before = snapshots.current();
    Duration freshFor = sources.settling() ? SETTLING : SETTLED;
    List<ServerOffer> offers = sources.offers();
    List<Profile> profiles = sources.profiles();
    boolean same = offers.equals(built) && profiles.equals(viewed);
    if (same && before.freshFor().equals(freshFor)) {
      return;
    }
    Catalog catalog = offers.equals(built) ? before.catalog() : Catalog.of(offers);
    Map<String, Catalog> views = same ? before.profiles() : views(offers, profiles);
    built = offers;
    viewed = profiles;
    snapshots.replace(new Snapshot(new Policy(1), catalog, views, freshFor));
  }

  private static Map<String, Catalog> views(List<ServerOffer> offers, List<Profile> profiles) {
    Map<String, Catalog> views = new HashMap<>();
    for (Profile profile : profiles) {
      Catalog shown =
          Catalog.of(
              offers.stream()
                  .filter(offer ->
                      profile.shows(offer.server()) || offer.server().equals(CentralServer.NAME))
                  .toList());
      views.put(
          profile.name(),
          switch (profile.discovery()) {
            case LIST -> shown;
            case SEARCH -> shown.searched(CentralServer.NAME, CentralServer.FIND_TOOLS);
          });
    }
    return views;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
