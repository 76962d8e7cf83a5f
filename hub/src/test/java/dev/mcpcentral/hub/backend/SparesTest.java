package dev.mcpcentral.hub.backend;

import static dev.mcpcentral.hub.backend.Calls.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.spec.Instances;
import dev.mcpcentral.hub.spec.Pool;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances that are started for whoever comes next, and again after they died. */
@Timeout(20)
class SparesTest {
  private final RecordedEvents events = new RecordedEvents();
  private final FakeInstances instances = new FakeInstances(true);

  @Test
  void spareInstancesAreStartedBeforeAnybodyCalls() throws Exception {
    InstancePool pool = pool(Instances.SHARED, 2);
    assertThat(instances.made).isEmpty();
    pool.warm();
    pool.warm();
    await(pool, 2);
    assertThat(instances.made).hasSize(2);
    assertThat(instances.made.getFirst().asked).isEmpty();
    assertThat(pool.lease(Calls.of(Permits.ANNA, "s1"), soon()).peer())
        .isSameAs(instances.made.getFirst());
    assertThat(events.all()).containsExactly("started fake []");
    await(pool, 2);
    assertThat(instances.made).hasSize(3);
    pool.close();
    assertThat(instances.running()).isZero();
  }

  /** Although a start takes ten seconds, the next call has its instance at once. */
  @Test
  void spareTakesOverWhenTheServerDies() throws Exception {
    InstancePool pool = pool(Instances.SHARED, 1);
    pool.warm();
    await(pool, 1);
    Lease call = pool.lease(Calls.of(Permits.ANNA, "s1"), soon());
    await(pool, 1);
    CountDownLatch mayStart = new CountDownLatch(1);
    instances.making = peer -> wait(mayStart);
    ((FakePeer) call.peer()).gone.complete("exit code 137");
    assertThat(pool.lease(Calls.of(Permits.BOB, "s2"), soon()).peer())
        .isSameAs(instances.made.get(1));
    mayStart.countDown();
    await(pool, 1);
    pool.close();
  }

  @Test
  void spareThatDiesIsReplaced() throws Exception {
    InstancePool pool = pool(Instances.CALL, 1);
    pool.warm();
    await(pool, 1);
    instances.made.getFirst().gone.complete("exit code 1");
    assertThat(instances.await(1)).isNotNull();
    await(pool, 1);
    assertThat(pool.lease(Calls.of(Permits.ANNA, "s1"), soon()).peer())
        .isSameAs(instances.made.get(1));
    assertThat(events.all()).contains("line [mcp-central] a spare instance ended: exit code 1");
    pool.close();
    assertThat(instances.running()).isZero();
  }

  @Test
  void spareThatCannotBeStartedIsTriedLessAndLessOften() throws Exception {
    instances.making =
        peer -> peer.failure = new PeerException(PeerException.Kind.NOT_SENT, "no such image");
    InstancePool pool = pool(Instances.CALL, 1);
    pool.warm();
    TimeUnit.MILLISECONDS.sleep(900); // 0, 100, 300, 700, 1500 ms after the beginning
    assertThat(events.all()).hasSizeBetween(2, 5).allMatch(line -> line.contains("no such image"));
    instances.making = peer -> {};
    await(pool, 1);
    pool.close();
  }

  @Test
  void spareGoesToWhoeverWaits() throws Exception {
    CountDownLatch mayStart = new CountDownLatch(1);
    instances.making = peer -> wait(mayStart);
    Pool rules = new Pool(1, 1, Optional.empty(), Optional.empty());
    InstancePool pool = new InstancePool(instances, events, Instances.CALL, rules);
    pool.warm();
    TimeUnit.MILLISECONDS.sleep(50);
    Thread.startVirtualThread(() -> {
      while (pool.state().waiting() == 0) {
        Thread.onSpinWait();
      }
      mayStart.countDown();
    });
    try (Lease lease = pool.lease(Calls.of(Permits.ANNA, "s1"), soon())) {
      assertThat(lease.peer()).isSameAs(instances.made.getFirst());
    }
    pool.close();
    assertThat(instances.running()).isZero();
  }

  @Test
  void sharedServerThatDiesInUseIsStartedAgainByItself() throws Exception {
    InstancePool pool = pool(Instances.SHARED, 0);
    pool.lease(Calls.of(Permits.ANNA, "s1"), soon()).close();
    instances.made.getFirst().gone.complete("exit code 137");
    assertThat(instances.await(1).closed).isFalse();
    pool.close();
  }

  @Test
  void ownersInstanceIsNotStartedAgainBeforeItsOwnerCalls() throws Exception {
    InstancePool pool = pool(Instances.SESSION, 0);
    pool.lease(Calls.of(Permits.ANNA, "s1"), soon()).close();
    instances.made.getFirst().gone.complete("exit code 137");
    TimeUnit.MILLISECONDS.sleep(200);
    assertThat(instances.made).hasSize(1);
    pool.close();
  }

  /** Each death is followed by a longer pause, so that it costs next to nothing. */
  @Test
  void serverThatAlwaysDiesIsStartedLessAndLessOften() throws Exception {
    InstancePool pool = pool(Instances.SHARED, 0);
    instances.making = peer -> peer.beforeAnswer = () -> peer.gone.complete("exit code 1");
    pool.lease(Calls.of(Permits.ANNA, "s1"), soon()).close();
    TimeUnit.SECONDS.sleep(1); // starts after 0, 200, 600, 1400 ms
    assertThat(instances.made).hasSizeBetween(3, 5);
    pool.close();
  }

  private static void wait(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private InstancePool pool(Instances sharing, int spare) {
    Pool rules = new Pool(8, spare, Optional.empty(), Optional.of(Duration.ofHours(1)));
    return new InstancePool(instances, events, sharing, rules);
  }

  private static void await(InstancePool pool, int spares) throws InterruptedException {
    while (pool.state().spare() != spares) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
