package dev.mcpcentral.hub.backend;

import static dev.mcpcentral.hub.backend.Calls.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.spec.Instances;
import dev.mcpcentral.hub.spec.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that more want than it may have instances. */
@Timeout(30)
class CrowdedPoolTest {
  private final RecordedEvents events = new RecordedEvents();
  private final FakeInstances instances = new FakeInstances(true);

  @Test
  void callerWithoutAPlaceWaitsAsLongAsItMay() throws Exception {
    InstancePool pool = pool(Instances.SESSION, 2, 0);
    Lease one = lease(pool, "s1");
    Lease two = lease(pool, "s2");
    assertThatThrownBy(
            () -> pool.lease(Calls.of(Permits.ANNA, "s3"), Deadline.in(Duration.ofMillis(80))))
        .isInstanceOfSatisfying(
            PeerException.class,
            full -> assertThat(full.kind()).isEqualTo(PeerException.Kind.NOT_SENT))
        .hasMessageContaining("all 2 instances of it were in use")
        .hasMessageContaining("pool.max");
    assertThat(lease(pool, "s1").peer()).isSameAs(one.peer());
    assertThat(instances.made).hasSize(2);
    assertThat(pool.state().waiting()).isZero();
    two.close();
  }

  @Test
  void callerThatWaitsGetsThePlaceOfASessionThatEnds() throws Exception {
    InstancePool pool = pool(Instances.SESSION, 1, 0);
    lease(pool, "s1").close();
    CompletableFuture<Lease> second = leasing(pool, "s2");
    await(pool, 1);
    pool.release("s1");
    assertThat(second.get().peer()).isSameAs(instances.made.get(1));
    assertThat(instances.running()).isEqualTo(1);
  }

  /** What a session keeps is not thrown away because it pauses for a breath. */
  @Test
  void ownersInstanceIsTakenOnlyWhenItWasIdleForAWhile() throws Exception {
    InstancePool pool = pool(Instances.SESSION, 1, 0);
    lease(pool, "s1").close();
    CompletableFuture<Lease> second = leasing(pool, "s2");
    await(pool, 1);
    pool.tend(System.nanoTime() + TimeUnit.SECONDS.toNanos(4));
    assertThat(instances.made.getFirst().closed).isFalse();
    pool.tend(System.nanoTime() + TimeUnit.SECONDS.toNanos(11));
    assertThat(second.get().peer()).isSameAs(instances.made.get(1));
    assertThat(instances.made.getFirst().closed).isTrue();
  }

  /** One that was only started to see its tools belongs to nobody. */
  @Test
  void instanceThatIsNobodysMakesRoomAtOnce() throws Exception {
    InstancePool pool = pool(Instances.SESSION, 2, 0);
    Lease one = lease(pool, "s1");
    pool.base(soon()).close();
    assertThat(instances.running()).isEqualTo(2);
    Lease two = lease(pool, "s2");
    assertThat(two.peer()).isSameAs(instances.made.get(1));
    one.close();
  }

  @Test
  void deadInstanceHoldsNoPlace() throws Exception {
    InstancePool pool = pool(Instances.SESSION, 1, 0);
    lease(pool, "s1");
    instances.made.getFirst().gone.complete("exit code 1");
    assertThat(lease(pool, "s2").peer()).isSameAs(instances.made.get(1));
  }

  @Test
  void failedStartHoldsNoPlace() throws Exception {
    InstancePool pool = pool(Instances.SESSION, 1, 0);
    instances.making =
        peer -> peer.failure = new PeerException(PeerException.Kind.NOT_SENT, "no such image");
    assertThatThrownBy(() -> lease(pool, "s1")).hasMessageContaining("no such image");
    instances.making = peer -> {};
    TimeUnit.MILLISECONDS.sleep(150); // the breaker's first pause
    assertThat(lease(pool, "s2").peer()).isSameAs(instances.made.getFirst());
  }

  /** A session that asks for much waits behind one that asks for little. */
  @Test
  void greedySessionStarvesNobody() throws Exception {
    InstancePool pool = pool(Instances.CALL, 1, 0);
    Lease first = lease(pool, "greedy");
    List<String> served = new CopyOnWriteArrayList<>();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(serving(pool, "greedy", served));
      await(pool, i + 1);
    }
    all.add(serving(pool, "modest", served));
    await(pool, 21);
    all.add(serving(pool, "other", served));
    await(pool, 22);
    first.close();
    for (CompletableFuture<Void> one : all) {
      one.get();
    }
    assertThat(served.subList(0, 3)).containsExactly("greedy", "modest", "other");
    assertThat(served).hasSize(22);
    assertThat(instances.made).hasSize(23);
    assertThat(events.all()).noneMatch(event -> event.contains("interrupted"));
  }

  @Test
  void neverMoreInstancesThanPlaces() throws Exception {
    InstancePool pool = pool(Instances.CALL, 3, 0);
    List<String> served = new CopyOnWriteArrayList<>();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(serving(pool, "s" + i % 7, served));
    }
    for (CompletableFuture<Void> one : all) {
      assertThat(instances.running()).isLessThanOrEqualTo(3);
      one.get();
    }
    assertThat(instances.made).hasSize(100);
    pool.close();
    assertThat(instances.running()).isZero();
  }

  @Test
  void waitingEndsWhenTheServerIsStopped() throws Exception {
    InstancePool pool = pool(Instances.SESSION, 1, 0);
    lease(pool, "s1");
    CompletableFuture<Lease> second = leasing(pool, "s2");
    await(pool, 1);
    pool.close();
    assertThat(second.handle((lease, failed) -> failed).get())
        .hasMessageContaining("the server was stopped");
    assertThat(instances.running()).isZero();
  }

  private static CompletableFuture<Void> serving(
      InstancePool pool, String session, List<String> served) {
    return leasing(pool, session)
        .thenAccept(lease -> {
          served.add(session);
          lease.close();
        });
  }

  private static void await(InstancePool pool, int waiting) throws InterruptedException {
    while (pool.state().waiting() < waiting) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  private InstancePool pool(Instances sharing, int max, int spare) {
    Pool rules = new Pool(max, spare, Optional.empty(), Optional.of(Duration.ofHours(1)));
    return new InstancePool(instances, events, sharing, rules);
  }

  private static Lease lease(InstancePool pool, String session) throws PeerException {
    return pool.lease(Calls.of(Permits.ANNA, session), soon());
  }

  private static CompletableFuture<Lease> leasing(InstancePool pool, String session) {
    CompletableFuture<Lease> leased = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try {
        leased.complete(
            pool.lease(Calls.of(Permits.ANNA, session), Deadline.in(Duration.ofSeconds(20))));
      } catch (PeerException failed) {
        leased.completeExceptionally(failed);
      }
    });
    return leased;
  }
}
