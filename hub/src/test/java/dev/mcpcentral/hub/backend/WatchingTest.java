package dev.mcpcentral.hub.backend;

import static dev.mcpcentral.hub.backend.Calls.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.spec.Instances;
import dev.mcpcentral.hub.spec.Pool;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WatchingTest {
  private final RecordedEvents events = new RecordedEvents();
  private final FakeInstances instances = new FakeInstances(true);
  private final InstancePool pool =
      new InstancePool(instances, events, Instances.SHARED, Pool.DEFAULT);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void watchedServerIsStartedAgainAndToldAgain() throws Exception {
    pool.watch(Set.of("a:1"));
    assertThat(watched(0)).containsExactly("a:1");
    pool.watch(Set.of("a:1", "a:2"));
    assertThat(watchedUntil(0, Set.of("a:1", "a:2"))).isTrue();
    instances.made.getFirst().gone.complete("exit code 137");
    assertThat(watchedUntil(1, Set.of("a:1", "a:2"))).isTrue();
  }

  @Test
  void serverIsNotStartedToBeToldThatNothingIsWatched() throws Exception {
    pool.watch(Set.of());
    TimeUnit.MILLISECONDS.sleep(100);
    assertThat(instances.made).isEmpty();
    pool.base(soon()).close();
    pool.watch(Set.of());
    pool.watch(Set.of("a:1"));
    assertThat(watched(0)).containsExactly("a:1");
  }

  /** While one wish is told, the next ones wait, and then the newest is told. */
  @Test
  void newestWishIsTheLastThatTheServerHears() throws Exception {
    AtomicInteger telling = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    Semaphore mayEnd = new Semaphore(0);
    instances.making =
        peer ->
            peer.beforeWatch =
                () -> {
                  telling.incrementAndGet();
                  begun.countDown();
                  mayEnd.acquireUninterruptibly();
                };
    pool.watch(Set.of("a:1"));
    begun.await();
    pool.watch(Set.of("a:1", "a:2"));
    pool.watch(Set.of());
    Thread.sleep(200);
    assertThat(telling).hasValue(1);
    mayEnd.release(100);
    while (pool.state().inUse() > 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    Set<String> last = watched(0);
    for (Set<String> next = last; next != null; next = instances.await(0).watched.poll()) {
      last = next;
    }
    assertThat(last).isEmpty();
  }

  private Set<String> watched(int index) throws InterruptedException {
    return Objects.requireNonNull(instances.await(index).watched.poll(5, TimeUnit.SECONDS));
  }

  private boolean watchedUntil(int index, Set<String> wanted) throws InterruptedException {
    boolean seen = false;
    while (!seen) {
      seen = watched(index).equals(wanted);
    }
    return seen;
  }
}
