package dev.mcpcentral.hub.backend;

import static dev.mcpcentral.hub.backend.Calls.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.spec.Instances;
import dev.mcpcentral.hub.spec.Pool;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of an instance that nobody uses. */
@Timeout(20)
class RestingInstancesTest {
  private static final Pool RULES =
      new Pool(8, 0, Optional.of(Duration.ofMinutes(5)), Optional.of(Duration.ofMinutes(30)));

  private final RecordedEvents events = new RecordedEvents();
  private final FakeInstances instances = new FakeInstances(true);
  private final InstancePool pool = new InstancePool(instances, events, Instances.SHARED, RULES);

  @AfterEach
  void close() {
    instances.refusing = false;
    pool.close();
  }

  @Test
  void idleInstanceIsPausedThenWokenByItsNextCall() throws Exception {
    use();
    after(Duration.ofMinutes(4));
    assertThat(pool.state().paused()).isZero();
    after(Duration.ofMinutes(6));
    assertThat(pool.state().paused()).isEqualTo(1);
    after(Duration.ofMinutes(7));
    use();
    assertThat(instances.rests).containsExactly("pause", "resume");
    assertThat(instances.made).hasSize(1);
    assertThat(events.all()).containsExactly("started fake []");
  }

  @Test
  void idleInstanceIsStoppedThenStartedByItsNextCall() throws Exception {
    use();
    after(Duration.ofMinutes(6));
    after(Duration.ofMinutes(31));
    instances.made.getFirst().gone.join();
    while (!events.all().contains("ended not used for a while")) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(pool.state().running()).isZero();
    use();
    assertThat(instances.made).hasSize(2);
  }

  @Test
  void instanceIsNotIdleWhileItsCallRuns() throws Exception {
    try (Lease call = pool.lease(Calls.of(Permits.ANNA, "s1"), soon())) {
      after(Duration.ofHours(2));
      assertThat(instances.rests).isEmpty();
      assertThat(((FakePeer) call.peer()).closed).isFalse();
    }
    after(Duration.ofMinutes(4));
    assertThat(instances.rests).isEmpty();
  }

  @Test
  void watchedInstanceIsNeitherPausedNorStopped() throws Exception {
    pool.watch(Set.of("a:1"));
    FakePeer peer = instances.await(0);
    peer.watched.take();
    while (pool.state().inUse() == 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    after(Duration.ofHours(2));
    assertThat(instances.rests).isEmpty();
    assertThat(peer.closed).isFalse();
    pool.watch(Set.of());
    peer.watched.take();
    while (pool.state().inUse() != 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    after(Duration.ofMinutes(6));
    assertThat(instances.rests).containsExactly("pause");
  }

  @Test
  void watchOfAPausedServerWakesIt() throws Exception {
    use();
    after(Duration.ofMinutes(6));
    pool.watch(Set.of("a:1"));
    assertThat(instances.made.getFirst().watched.take()).containsExactly("a:1");
    assertThat(instances.rests).containsExactly("pause", "resume");
  }

  /** The list that it says has changed is read from an instance that is awake. */
  @Test
  void pausedInstanceIsWokenToReadItsChangedLists() throws Exception {
    use();
    instances.made.getFirst().hearing.listChanged();
    after(Duration.ofMinutes(6));
    assertThat(events.next()).isEqualTo("started fake []");
    assertThat(events.next()).isEqualTo("started fake []");
    assertThat(instances.rests).containsExactly("pause", "resume");
  }

  @Test
  void callThatComesWhileItIsPausedIsNotLost() throws Exception {
    use();
    CountDownLatch pausing = new CountDownLatch(1);
    CountDownLatch mayPause = new CountDownLatch(1);
    instances.whilePausing =
        () -> {
          pausing.countDown();
          try {
            mayPause.await();
          } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
          }
        };
    CompletableFuture<Void> pauser = CompletableFuture.runAsync(() -> after(Duration.ofMinutes(6)));
    pausing.await();
    CompletableFuture<Void> call = CompletableFuture.runAsync(this::useUnchecked);
    mayPause.countDown();
    call.get();
    pauser.get();
    assertThat(instances.rests).containsExactly("pause", "resume");
    assertThat(instances.made).hasSize(1);
  }

  @Test
  void callsThatCannotWaitForThePauseAreRefused() throws Exception {
    use();
    CountDownLatch pausing = new CountDownLatch(1);
    CountDownLatch mayPause = new CountDownLatch(1);
    instances.whilePausing =
        () -> {
          pausing.countDown();
          try {
            mayPause.await();
          } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
          }
        };
    CompletableFuture<Void> pauser = CompletableFuture.runAsync(() -> after(Duration.ofMinutes(6)));
    pausing.await();
    assertThatThrownBy(() ->
            pool.lease(
                Calls.of(Permits.ANNA, "s1"),
                dev.mcpcentral.hub.call.Deadline.in(Duration.ofMillis(50))))
        .hasMessage("the server is still being woken");
    mayPause.countDown();
    pauser.get();
  }

  @Test
  void instanceThatDiedWhileItWasPausedIsStartedAgain() throws Exception {
    use();
    after(Duration.ofMinutes(6));
    instances.made.getFirst().gone.complete("exit code 137");
    use();
    assertThat(instances.made).hasSize(2);
    assertThat(instances.rests).containsExactly("pause");
  }

  @Test
  void instanceThatCannotBeWokenIsTriedAgainByTheNextCall() throws Exception {
    use();
    after(Duration.ofMinutes(6));
    instances.refusing = true;
    assertThatThrownBy(() -> pool.lease(Calls.of(Permits.ANNA, "s1"), soon()))
        .hasMessageContaining("could not be woken: the engine does not answer");
    instances.refusing = false;
    use();
    assertThat(instances.made).hasSize(1);
    assertThat(pool.state().paused()).isZero();
  }

  /** Sandboxed processes have no freezer. */
  @Test
  void instanceThatCannotBePausedIsStillStopped() throws Exception {
    instances.pausable = false;
    use();
    after(Duration.ofMinutes(6));
    after(Duration.ofMinutes(7));
    after(Duration.ofMinutes(12));
    assertThat(instances.rests).containsExactly("pause");
    assertThat(pool.state().paused()).isZero();
    after(Duration.ofHours(1));
    instances.made.getFirst().gone.join();
  }

  @Test
  void serverOfOthersIsLeftAlone() throws Exception {
    FakeInstances theirs = new FakeInstances(false);
    try (InstancePool other = new InstancePool(theirs, events, Instances.SHARED, RULES)) {
      other.base(soon()).close();
      other.tend(System.nanoTime() + TimeUnit.HOURS.toNanos(2));
      assertThat(theirs.rests).isEmpty();
      assertThat(theirs.running()).isEqualTo(1);
    }
  }

  /** Conversations for other capabilities end after ten minutes, unless a call is in them. */
  @Test
  void furtherConversationIsNotIdleWhileItsCallRuns() throws Exception {
    FakeInstances theirs = new FakeInstances(false);
    try (InstancePool other = new InstancePool(theirs, events, Instances.SESSION, RULES)) {
      FakePeer own;
      try (Lease lease = other.lease(Calls.of(Permits.ANNA, "s1"), soon())) {
        own = (FakePeer) lease.peer();
      }
      long now = System.nanoTime();
      own.busy = true;
      other.tend(now + TimeUnit.MINUTES.toNanos(11));
      assertThat(own.closed).isFalse();
      own.busy = false;
      other.tend(now + TimeUnit.MINUTES.toNanos(20));
      assertThat(own.closed).isFalse();
      other.tend(now + TimeUnit.MINUTES.toNanos(22));
      assertThat(own.closed).isTrue();
    }
  }

  private void after(Duration time) {
    pool.tend(System.nanoTime() + time.toNanos());
  }

  private void use() throws PeerException {
    pool.lease(Calls.of(Permits.ANNA, "s1"), soon()).close();
  }

  private void useUnchecked() {
    try {
      use();
    } catch (PeerException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
