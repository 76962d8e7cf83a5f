package dev.mcpcentral.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.catalog.ServerOffer;
import dev.mcpcentral.hub.snapshot.Snapshot;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.hub.spec.Profile;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SnapshotKeeperTest {
  private final Snapshots snapshots = new Snapshots();
  private final Declared declared = new Declared();
  private final Semaphore changes = new Semaphore(0);
  private final SnapshotKeeper keeper = new SnapshotKeeper(snapshots, declared);

  @AfterEach
  void close() {
    keeper.close();
  }

  @Test
  void startBuildsTheFirstSnapshot() {
    declared.servers = List.of(server("a"));
    keeper.start();
    assertThat(snapshots.current().catalog().has(new ServerName("a"))).isTrue();
    assertThat(snapshots.current().policy().version()).isEqualTo(1);
  }

  @Test
  void nothingNewKeepsTheSnapshot() {
    declared.servers = List.of(server("a"));
    keeper.now();
    Snapshot before = snapshots.current();
    declared.servers = List.of(server("a"));
    keeper.now();
    assertThat(snapshots.current()).isSameAs(before);
  }

  @Test
  void listsStayFreshForLongOnlyWhenNoServerIsJoining() {
    declared.settling = true;
    keeper.now();
    assertThat(snapshots.current().freshFor()).isEqualTo(Duration.ofSeconds(1));
    var tools = snapshots.current().catalog();
    declared.settling = false;
    keeper.now();
    assertThat(snapshots.current().freshFor()).isEqualTo(Duration.ofSeconds(30));
    assertThat(snapshots.current().catalog()).as("no client is told of a change").isSameAs(tools);
  }

  @Test
  void manyChangesInARowBecomeFewSnapshots() throws InterruptedException {
    snapshots.onChange(lists -> changes.release());
    keeper.start();
    for (int i = 0; i < 1000; i++) {
      declared.servers = List.of(server("a" + i));
      keeper.soon();
    }
    while (!snapshots.current().catalog().has(new ServerName("a999"))) {
      assertThat(changes.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(declared.asked.get()).isLessThan(500);
  }

  @Test
  void failureKeepsTheOldSnapshotAndTheNextChangeIsSeen() throws InterruptedException {
    Logger log = Logger.getLogger(SnapshotKeeper.class.getName());
    log.setLevel(Level.OFF);
    declared.servers = List.of(server("a"));
    keeper.start();
    snapshots.onChange(lists -> changes.release());
    declared.fails = true;
    keeper.soon();
    assertThat(declared.failed.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
    assertThat(snapshots.current().catalog().has(new ServerName("a"))).isTrue();
    declared.fails = false;
    declared.servers = List.of(server("b"));
    keeper.soon();
    assertThat(changes.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
    assertThat(snapshots.current().catalog().has(new ServerName("b"))).isTrue();
    log.setLevel(null);
  }

  private static ServerOffer server(String name) {
    List<Slice> tools = List.of(Slice.of("{\"name\":\"t\",\"inputSchema\":{\"type\":\"object\"}}"));
    Offer offer = Offer.of(Slice.of("{}"), null, Map.of(Listing.TOOLS, tools));
    return new ServerOffer(new ServerName(name), "sha256:00", RiskLevel.LOW, offer);
  }

  private static final class Declared implements SnapshotKeeper.Sources {
    final AtomicInteger asked = new AtomicInteger();
    final Semaphore failed = new Semaphore(0);
    volatile List<ServerOffer> servers = List.of();
    volatile List<Profile> profiles = List.of();
    volatile boolean settling;
    volatile boolean fails;

    @Override
    public List<ServerOffer> offers() {
      asked.incrementAndGet();
      if (fails) {
        failed.release();
        throw new IllegalStateException("defect");
      }
      return servers;
    }

    @Override
    public List<Profile> profiles() {
      return profiles;
    }

    @Override
    public boolean settling() {
      return settling;
    }
  }
}
