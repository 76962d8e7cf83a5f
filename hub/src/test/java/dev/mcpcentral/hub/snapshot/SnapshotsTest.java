package dev.mcpcentral.hub.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.catalog.ToolTable;
import dev.mcpcentral.hub.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
  private final Snapshots snapshots = new Snapshots();

  @Test
  void emptyHubOffersNothingAndSaysSoForAShortTime() {
    assertThat(snapshots.current().tools().list(null).entries()).isEmpty();
    assertThat(snapshots.current().freshFor()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void listenersHearOfOtherToolsOnlyAndThenSeeTheNewOnes() {
    AtomicInteger heard = new AtomicInteger();
    Snapshot first = new Snapshot(new Policy(1), ToolTable.of(List.of()), Duration.ofSeconds(1));
    snapshots.onChange(() -> {
      heard.incrementAndGet();
      assertThat(snapshots.current()).isSameAs(first);
    });
    snapshots.replace(first);
    assertThat(heard).hasValue(1);
    snapshots.replace(new Snapshot(new Policy(2), first.tools(), Duration.ofSeconds(30)));
    assertThat(heard).hasValue(1);
    assertThat(snapshots.current().policy().version()).isEqualTo(2);
  }
}
