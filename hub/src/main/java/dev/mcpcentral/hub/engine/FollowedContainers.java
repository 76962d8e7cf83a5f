package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.spec.Discovery;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows the containers that anybody starts with the label {@code mcp.server}. Every event only
 * says that it is time for another look: what counts is what the look finds, so that events that
 * come twice, late or never do no harm. Two threads: one listens, one looks.
 */
final class FollowedContainers implements Discoveries {
  private static final System.Logger LOG = System.getLogger(FollowedContainers.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** Without any event there is a look all the same. */
  private static final Duration RARELY = Duration.ofSeconds(60);

  /** Events that come together make one look. */
  private static final Duration TOGETHER = Duration.ofMillis(20);

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final ContainerEvents.Source source;
  private final ProcessAges ages;
  private final ContainerLook containers;
  private final Set<String> touched = ConcurrentHashMap.newKeySet();
  private final Semaphore due = new Semaphore(0);
  private final Thread listening =
      Thread.ofVirtual().name("container events").unstarted(this::listen);
  private final Thread looking = Thread.ofVirtual().name("discovery").unstarted(this::lookAlways);
  private volatile Supplier<DiscoveryTerms> terms =
      () -> new DiscoveryTerms(Discovery.OFF, Set.of(), Set.of());
  private volatile Consumer<Sighting> listener = sighting -> {};
  private volatile @Nullable ContainerEvents stream;
  private volatile boolean closed;
  private Sighting last = Sighting.NOTHING;

  FollowedContainers(ContainerEvents.Source source, ProcessAges ages, ContainerLook containers) {
    this.source = source;
    this.ages = ages;
    this.containers = containers;
  }

  @Override
  public synchronized void start(Supplier<DiscoveryTerms> conditions, Consumer<Sighting> next) {
    if (!closed && looking.getState() == Thread.State.NEW) {
      terms = conditions;
      listener = next;
      listening.start();
      looking.start();
    }
  }

  @Override
  public void soon() {
    due.release();
  }

  private void listen() {
    Duration pause = FIRST_PAUSE;
    while (!closed) {
      long opened = System.nanoTime();
      try (ContainerEvents events = source.open()) {
        stream = events;
        // What happened before is unknown, and what was known may be outdated.
        ages.forgetAll();
        touched.add(ContainerLook.ALL);
        soon();
        hear(events);
      } catch (IOException | EngineException lost) {
        LOG.log(System.Logger.Level.DEBUG, "the engine's events: {0}", lost.getMessage());
      }
      stream = null;
      boolean steady = System.nanoTime() - opened > LONGEST_PAUSE.toNanos();
      pause = steady ? FIRST_PAUSE : longer(pause);
      if (!rest(pause)) {
        return;
      }
    }
  }

  private void hear(ContainerEvents events) throws IOException {
    for (var event = events.next(); event != null && !closed; event = events.next()) {
      if (event.is("volume", "destroy") && event.id().startsWith(Claims.PREFIX)) {
        soon();
      } else if (event.type().equals("container")) {
        ofContainer(event);
      }
    }
  }

  private void ofContainer(ContainerEvents.Event event) {
    switch (event.action()) {
      case "start" -> ages.started(event.id());
      case "attach", "die" -> ages.touched(event.id());
      case "destroy" -> ages.destroyed(event.id());
      default -> {}
    }
    if (event.labelled() && !event.action().equals("attach")) {
      touched.add(event.id());
      soon();
    }
  }

  private void lookAlways() {
    try {
      while (!closed) {
        if (!due.tryAcquire(RARELY.toMillis(), TimeUnit.MILLISECONDS)) {
          touched.add(ContainerLook.ALL);
        }
        Thread.sleep(TOGETHER);
        due.drainPermits();
        if (!look()) {
          Thread.sleep(LONGEST_PAUSE);
          soon();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the engine answered; while it does not, everything stays as it was seen last. */
  private boolean look() {
    try {
      Set<String> outdated = Set.copyOf(touched);
      touched.removeAll(outdated);
      DiscoveryTerms now = terms.get();
      Sighting sighting = containers.look(now, outdated);
      if (!closed && !sighting.equals(last)) {
        last = sighting;
        listener.accept(sighting);
      }
      containers.releaseOthersThan(sighting, now);
      return true;
    } catch (EngineException noAnswer) {
      touched.add(ContainerLook.ALL);
      LOG.log(System.Logger.Level.DEBUG, "looking for containers: {0}", noAnswer.getMessage());
      return false;
    } catch (RuntimeException defect) {
      LOG.log(System.Logger.Level.ERROR, "looking for containers", defect);
      return false;
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private boolean rest(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    listening.interrupt();
    looking.interrupt();
    closeStream();
    Thread last = Thread.ofVirtual().name("release claims").start(this::release);
    try {
      last.join(CLOSE_PATIENCE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeStream() {
    ContainerEvents open = stream;
    if (open != null) {
      try {
        open.close();
      } catch (IOException failed) {
        LOG.log(System.Logger.Level.DEBUG, "closing the engine's events", failed);
      }
    }
  }

  private void release() {
    try {
      if (looking.getState() != Thread.State.NEW) {
        looking.join(CLOSE_PATIENCE);
        containers.releaseAll();
      }
    } catch (EngineException noAnswer) {
      LOG.log(System.Logger.Level.WARNING, "claims stay: {0}", noAnswer.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
