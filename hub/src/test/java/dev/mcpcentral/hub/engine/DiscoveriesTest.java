package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.engine.ContainerEvents.Event;
import dev.mcpcentral.hub.engine.Sighting.PassedOver;
import dev.mcpcentral.hub.spec.Discovery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What discovery does when the engine behaves badly. */
@Timeout(30)
final class DiscoveriesTest {
  private static final Event START = new Event("container", "start", "c1", true);
  private static final DiscoveryTerms TERMS = new DiscoveryTerms(Discovery.ALL, Set.of(), Set.of());

  private final BlockingQueue<Optional<Event>> events = new LinkedBlockingQueue<>();
  private final AtomicInteger opened = new AtomicInteger();
  private final BlockingQueue<Sighting> told = new LinkedBlockingQueue<>();
  private final ScriptedLook look = new ScriptedLook();
  private final ProcessAges ages = new ProcessAges();
  private volatile boolean refusing;
  private final Discoveries discoveries = new FollowedContainers(this::open, ages, look);

  private ContainerEvents open() throws IOException {
    opened.incrementAndGet();
    if (refusing) {
      throw new IOException("connection refused");
    }
    return new ContainerEvents() {
      @Override
      public @Nullable Event next() throws IOException {
        try {
          return events.take().orElse(null);
        } catch (InterruptedException closed) {
          throw new IOException(closed);
        }
      }

      @Override
      public void close() {}
    };
  }

  private void start() {
    discoveries.start(() -> TERMS, told::add);
  }

  private Sighting next() throws InterruptedException {
    Sighting next = told.poll(5, TimeUnit.SECONDS);
    assertThat(next).as("a sighting within 5 s").isNotNull();
    return next == null ? Sighting.NOTHING : next;
  }

  @AfterEach
  void close() {
    look.answersAgain();
    discoveries.close();
  }

  @Test
  void eventLeadsToAnotherLookAtItsContainer() throws Exception {
    start();
    next();
    events.add(Optional.of(START));
    next();
    assertThat(look.outdated).anySatisfy(ids -> assertThat(ids).containsExactly("c1"));
    assertThat(ages.take("c1", "now")).isTrue();
  }

  @Test
  void eventsThatDoNotConcernUsCostNoLook() throws Exception {
    start();
    next();
    events.add(Optional.of(new Event("container", "start", "c2", false)));
    events.add(Optional.of(new Event("container", "attach", "c3", true)));
    events.add(Optional.of(new Event("volume", "destroy", "somebody's", false)));
    assertThat(told.poll(500, TimeUnit.MILLISECONDS)).isNull();
    assertThat(look.count.get()).isEqualTo(1);
  }

  @Test
  void claimThatWasGivenUpIsNoticed() throws Exception {
    start();
    next();
    events.add(Optional.of(new Event("volume", "destroy", Claims.PREFIX + "0123", false)));
    next();
  }

  @Test
  void hundredsOfEventsAtOnceMakeFewLooks() throws Exception {
    start();
    next();
    for (int i = 0; i < 500; i++) {
      events.add(Optional.of(new Event("container", "die", "c" + i, true)));
    }
    next();
    Thread.sleep(300);
    assertThat(look.count.get()).isLessThan(20);
    assertThat(look.outdated.stream().mapToInt(Set::size).sum()).isGreaterThanOrEqualTo(500);
  }

  @Test
  void afterALostStreamEverythingIsLookedAtAgain() throws Exception {
    start();
    next();
    ages.started("c1");
    events.add(Optional.empty());
    next();
    assertThat(opened.get()).isEqualTo(2);
    assertThat(look.outdated.getLast()).containsExactly(ContainerLook.ALL);
    assertThat(ages.take("c1", "now")).isFalse();
  }

  @Test
  void engineThatIsGoneIsAskedWithGrowingPauses() throws Exception {
    refusing = true;
    start();
    Thread.sleep(1500);
    assertThat(opened.get()).isBetween(2, 6);
    refusing = false;
    next();
  }

  @Test
  void whatWasSeenStaysWhileTheEngineDoesNotAnswer() throws Exception {
    start();
    next();
    look.failing = true;
    events.add(Optional.of(START));
    assertThat(told.poll(500, TimeUnit.MILLISECONDS)).isNull();
    look.failing = false;
    assertThat(told.poll(10, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void defectInALookDoesNotEndDiscovery() throws Exception {
    start();
    next();
    look.broken = true;
    events.add(Optional.of(START));
    assertThat(told.poll(500, TimeUnit.MILLISECONDS)).isNull();
    look.broken = false;
    assertThat(told.poll(10, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void closeGivesClaimsUpAfterTheLastLook() throws Exception {
    start();
    next();
    discoveries.close();
    assertThat(look.released.get()).isEqualTo(1);
    int looks = look.count.get();
    discoveries.soon();
    Thread.sleep(200);
    assertThat(look.count.get()).isEqualTo(looks);
  }

  @Test
  void engineThatHangsDoesNotKeepTheHubFromEnding() throws Exception {
    start();
    next();
    look.hanging = true;
    events.add(Optional.of(START));
    Thread.sleep(100);
    long begun = System.nanoTime();
    discoveries.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(7));
  }

  @Test
  void closedBeforeItsStartItNeverAsks() throws Exception {
    discoveries.close();
    start();
    Thread.sleep(100);
    assertThat(opened.get()).isZero();
    assertThat(look.released.get()).isZero();
  }

  /** Sees something else each time. */
  private static final class ScriptedLook implements ContainerLook {
    final AtomicInteger count = new AtomicInteger();
    final AtomicInteger released = new AtomicInteger();
    final List<Set<String>> outdated = new CopyOnWriteArrayList<>();
    volatile boolean failing;
    volatile boolean broken;
    volatile boolean hanging;
    private final Semaphore answer = new Semaphore(0);

    @Override
    public Sighting look(DiscoveryTerms terms, Set<String> ids) {
      if (failing) {
        throw new EngineException("the engine does not answer");
      }
      if (broken) {
        throw new IllegalStateException("a defect");
      }
      while (hanging) {
        answer.acquireUninterruptibly();
      }
      outdated.add(ids);
      String reason = "look " + count.incrementAndGet();
      return new Sighting(List.of(), List.of(new PassedOver("c", reason)));
    }

    void answersAgain() {
      hanging = false;
      answer.release();
    }

    @Override
    public void releaseOthersThan(Sighting sighting, DiscoveryTerms terms) {}

    @Override
    public void releaseAll() {
      released.incrementAndGet();
    }
  }
}
