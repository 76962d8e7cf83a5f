package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.spec.Instances;
import dev.mcpcentral.hub.spec.Pool;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The instances of one server: one for all, or one for each owner or each call; a bounded number,
 * paused and then stopped when nobody uses them. A server that others run has one, which is left
 * alone.
 */
final class InstancePool implements AutoCloseable {
  /** An instance that keeps something for its owner is not taken from it between two calls. */
  private static final Duration KEPT = Duration.ofSeconds(10);

  /** Whose the instance is that belongs to all, or to nobody yet. */
  private static final String NOBODY = "";

  private final Connector template;
  private final Instances sharing;
  private final Pool rules;
  private final boolean ours;
  private final Places places;
  private final Voices voices;
  private final Breaker breaker;
  private final Spares spares;
  private final Watching watching;
  private final Caretaker caretaker;
  private final Map<String, PooledInstance> byOwner = new ConcurrentHashMap<>();

  /** Those of one call each. */
  private final Set<PooledInstance> single = ConcurrentHashMap.newKeySet();

  /** Those that are being stopped. */
  private final Set<PooledInstance> ending = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  InstancePool(Connector template, ServerEvents events, Instances sharing, Pool rules) {
    this.template = template;
    this.sharing = sharing;
    this.rules = rules;
    this.ours = template.ownsInstances();
    this.voices = new Voices(events);
    this.breaker = new Breaker(template.longestPause());
    this.watching = new Watching(this::base, events);
    this.caretaker = new Caretaker(this::tend);
    this.places = new Places(rules.max(), this::crowded);
    this.spares = new Spares(template, places, ours ? rules.spare() : 0, events);
  }

  /** Called whenever places are asked for or given back. */
  private void crowded() {
    if (places.waiting() > 0) {
      caretaker.look();
    }
    spares.look();
  }

  /** From now on there are spare instances, if any are declared. */
  void warm() {
    spares.begin();
  }

  /** The instance that belongs to all, or to nobody yet. */
  Lease base(Deadline deadline) throws PeerException {
    PooledInstance one = entered(NOBODY, deadline);
    return leased(one, () -> one.conversations().base(deadline));
  }

  /** The instance for one call, and the conversation with it. */
  Lease lease(Call call, Deadline deadline) throws PeerException {
    if (!ours || sharing == Instances.SHARED) {
      String owner = sharing == Instances.SHARED ? NOBODY : Owner.of(sharing, call);
      PooledInstance one = entered(NOBODY, deadline);
      return leased(one, () -> one.conversations().of(call, owner, deadline));
    }
    String owner = Owner.of(sharing, call);
    PooledInstance one =
        sharing == Instances.CALL ? fresh(owner, deadline) : entered(owner, deadline);
    return leased(one, () -> one.conversations().of(call, NOBODY, deadline));
  }

  private interface Connecting {
    Peer run() throws PeerException;
  }

  private Lease leased(PooledInstance one, Connecting connecting) throws PeerException {
    boolean connected = false;
    try {
      Lease lease = new Lease(one, connecting.run(), () -> left(one));
      connected = true;
      return lease;
    } finally {
      if (!connected) {
        one.leave();
        left(one);
      }
    }
  }

  private void left(PooledInstance one) {
    if (single.contains(one) && one.retire() && single.remove(one)) {
      endSoon(one, "its call is over");
    } else if (places.waiting() > 0 && one.isIdle()) {
      caretaker.look();
    }
  }

  private PooledInstance entered(String owner, Deadline deadline) throws PeerException {
    while (true) {
      PooledInstance known = byOwner.get(owner);
      PooledInstance one = known != null ? known : join(owner);
      if (!one.enter(deadline)) {
        byOwner.remove(owner, one);
      } else if (one.equals(byOwner.get(owner))) {
        return one;
      } else {
        one.leave(); // it has got another owner in between
      }
    }
  }

  /** The owner's instance: one that is nobody's yet, else a new one. */
  private synchronized PooledInstance join(String owner) throws PeerException {
    PooledInstance known = byOwner.get(owner);
    if (known != null) {
      return known;
    }
    PooledInstance unowned = owner.equals(NOBODY) ? null : byOwner.get(NOBODY);
    if (unowned != null && unowned.whileIdle(() -> assign(unowned, owner))) {
      return unowned;
    }
    PooledInstance made = make(owner);
    byOwner.put(owner, made);
    caretaker.look();
    return made;
  }

  private void assign(PooledInstance unowned, String owner) {
    byOwner.remove(NOBODY, unowned);
    byOwner.put(owner, unowned);
  }

  /** An instance for one call. */
  private PooledInstance fresh(String owner, Deadline deadline) throws PeerException {
    while (true) {
      PooledInstance one = single(owner);
      if (one.enter(deadline)) {
        return one;
      }
    }
  }

  private synchronized PooledInstance single(String owner) throws PeerException {
    PooledInstance unowned = byOwner.get(NOBODY);
    if (unowned != null
        && unowned.whileIdle(() -> {
          byOwner.remove(NOBODY, unowned);
          single.add(unowned);
        })) {
      return unowned;
    }
    PooledInstance made = make(owner);
    single.add(made);
    return made;
  }

  private PooledInstance make(String owner) throws PeerException {
    if (closed) {
      throw new PeerException(PeerException.Kind.NOT_SENT, "the server was stopped");
    }
    Connector connector = ours ? new PlacedConnector(template, places, owner) : template;
    ServerEvents voice = voices.voice();
    ServerEvents heard = owner.equals(NOBODY) ? watching.around(voice) : voice;
    PooledInstance made =
        new PooledInstance(connector, heard, breaker, this::isKept, caretaker::look);
    return made;
  }

  /** Whether an instance that died is started again before anybody asks. */
  private boolean isKept(PooledInstance one) {
    boolean base = one.equals(byOwner.get(NOBODY));
    boolean shared = base && sharing == Instances.SHARED;
    return (base && watching.isAny()) || (shared && (spares.wanted() > 0 || one.isNeeded()));
  }

  void watch(Set<String> uris) {
    watching.become(uris);
  }

  /** Ends what belongs to an owner that has gone. */
  void release(String owner) {
    if (owner.equals(NOBODY)) {
      return;
    }
    PooledInstance own = byOwner.remove(owner);
    if (own != null) {
      own.end("its session has ended");
    }
    Optional.ofNullable(byOwner.get(NOBODY)).ifPresent(one -> one.conversations().release(owner));
  }

  /** Looks after what nobody uses; answers after how many nanoseconds to look again. */
  long tend(long now) {
    long next = Caretaker.FAR;
    for (Map.Entry<String, PooledInstance> entry : byOwner.entrySet()) {
      next = Math.min(next, tend(entry.getKey(), entry.getValue(), now));
    }
    return places.waiting() > 0 ? Math.min(next, makeRoom(now)) : next;
  }

  private long tend(String owner, PooledInstance one, long now) {
    long idle = one.idle(now);
    if (!one.isPaused()) {
      one.conversations().closeIdle(now);
    }
    long next = one.conversations().hasFurther() ? Caretaker.SOMETIMES : Caretaker.FAR;
    if (!ours) {
      return next;
    }
    long stop = rules.stopAfter().map(Duration::toNanos).orElse(Caretaker.FAR);
    if (idle >= stop) {
      return evict(owner, one, "not used for a while") ? next : Caretaker.SOON;
    }
    return Math.min(Math.min(next, stop - idle), untilPause(one, idle));
  }

  /** Pauses it if it is time to; one that does not run now may do so later. */
  private long untilPause(PooledInstance one, long idle) {
    long pause = rules.pauseAfter().map(Duration::toNanos).orElse(Caretaker.FAR);
    if (one.isPaused() || !one.canPause() || (idle >= pause && one.pause())) {
      return Caretaker.FAR;
    }
    return idle < pause ? pause - idle : pause;
  }

  /** For those who wait, instances end that nobody uses. */
  private long makeRoom(long now) {
    int needed = places.waiting() - ending.size();
    long least = sharing == Instances.SHARED ? 0 : KEPT.toNanos();
    List<Map.Entry<String, PooledInstance>> idle =
        byOwner.entrySet().stream()
            .filter(entry -> entry.getValue().isIdle())
            .filter(entry -> entry.getKey().equals(NOBODY) || entry.getValue().idle(now) >= least)
            .sorted(
                Comparator.comparingLong(
                    (Map.Entry<String, PooledInstance> entry) -> -entry.getValue().idle(now)))
            .limit(Math.max(0, needed))
            .toList();
    idle.forEach(entry -> evict(entry.getKey(), entry.getValue(), "others needed its place"));
    return Caretaker.SOON;
  }

  private boolean evict(String owner, PooledInstance one, String why) {
    boolean retired = one.retire();
    if (retired) {
      byOwner.remove(owner, one);
      endSoon(one, why);
    }
    return retired;
  }

  private void endSoon(PooledInstance one, String why) {
    ending.add(one);
    Thread.ofVirtual()
        .name("ending an instance")
        .start(() -> {
          try {
            one.end(why);
          } finally {
            ending.remove(one);
          }
        });
  }

  PoolState state() {
    List<PooledInstance> all = all().filter(one -> one.conversations().running() != null).toList();
    return new PoolState(
        all.size(),
        (int) all.stream().filter(PooledInstance::isInUse).count(),
        (int) all.stream().filter(PooledInstance::isPaused).count(),
        places.spares(),
        places.waiting());
  }

  private Stream<PooledInstance> all() {
    return Stream.concat(byOwner.values().stream(), single.stream());
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true; // nobody joins any more
    }
    watching.close();
    caretaker.close();
    spares.close();
    List<Thread> enders =
        Stream.concat(all(), ending.stream())
            .map(one -> Thread.ofVirtual().name("stopping").start(() -> one.end("stopped")))
            .toList();
    try {
      for (Thread ender : enders) {
        ender.join();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    template.close();
  }
}
