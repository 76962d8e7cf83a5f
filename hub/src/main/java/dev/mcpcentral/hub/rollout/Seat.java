package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.backend.Backend;
import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is behind one server's name: the version that takes what begins, and those before it, which
 * end what began on them.
 */
final class Seat implements Backend, AutoCloseable {
  private final Hold hold = new Hold();
  private final List<Generation> leaving = new CopyOnWriteArrayList<>();

  /** On which version each legacy session began; ended sessions are {@link #release released}. */
  private final Map<String, Generation> sessions = new ConcurrentHashMap<>();

  /** Held by whoever changes what is behind the name; one at a time. */
  private final Semaphore changing = new Semaphore(1);

  private volatile WantedServer declared;
  private volatile @Nullable WantedServer coming;
  private volatile Generation current;
  private volatile Set<String> watched = Set.of();
  private volatile boolean closed;

  Seat(ManagedServer first) {
    this.declared = first.wanted();
    this.current = new Generation(first);
  }

  /** What the configuration wants behind the name; not yet, or no longer, what serves meanwhile. */
  WantedServer declared() {
    return declared;
  }

  /**
   * Whether it stays when the configuration is read again: because nothing has changed, or because
   * it has become what this seat is changing to already.
   */
  boolean stays(@Nullable WantedServer wanted) {
    if (wanted != null && wanted.equals(coming)) {
      declared = wanted;
    }
    return declared.equals(wanted);
  }

  /** What a change under way leads to; null when there is none any more. */
  void coming(@Nullable WantedServer next) {
    coming = next;
  }

  ServerName name() {
    return declared.spec().name();
  }

  ServerStatus status() {
    ServerStatus now = server().status();
    return leaving.isEmpty() ? now : now.beside(leaving.size());
  }

  ManagedServer server() {
    return current.server();
  }

  Generation current() {
    return current;
  }

  Hold hold() {
    return hold;
  }

  Semaphore changing() {
    return changing;
  }

  boolean closed() {
    return closed;
  }

  ServerSpec spec() {
    return server().spec();
  }

  /** How many versions still end what began on them. */
  int leaving() {
    return leaving.size();
  }

  /** What carries out its calls; empty while it is still being made ready. */
  Optional<Backend> backend() {
    boolean serves = server().backend().isPresent() || !leaving.isEmpty() || hold.isHeld();
    return serves ? Optional.of(this) : Optional.empty();
  }

  @Override
  public Outcome invoke(Permitted permitted, Caller caller) {
    while (true) {
      Optional<Failure> refused = hold.pass(permitted.route().server());
      if (refused.isPresent()) {
        return refused.get();
      }
      Generation chosen = chosen(permitted);
      if (chosen.enter()) {
        try {
          return chosen.invoke(permitted, caller);
        } finally {
          chosen.leave();
        }
      }
      // It has just been retired: its session begins anew on the current one.
      forget(chosen);
    }
  }

  private Generation chosen(Permitted permitted) {
    String session = permitted.call().client().session();
    if (session != null) {
      Generation bound = sessions.computeIfAbsent(session, _ -> current);
      return serves(bound, permitted.ask(), permitted.route()) ? bound : current;
    }
    for (Generation old : leaving) {
      if (old.awaits(permitted)) {
        return old;
      }
    }
    return current;
  }

  /** What only the current version has is called by clients that have read its list. */
  private boolean serves(Generation bound, Ask.OfServer ask, Route route) {
    return bound == current || bound.offers(ask.verb(), route.name());
  }

  @Override
  public Route bound(Call call, Route route) {
    String session = call.client().session();
    if (session == null || leaving.isEmpty()) {
      return route;
    }
    Generation bound = sessions.getOrDefault(session, current);
    boolean older =
        bound != current && call.ask() instanceof Ask.OfServer ask && serves(bound, ask, route);
    return older ? bound.route(route) : route;
  }

  private void forget(Generation retired) {
    sessions.values().removeIf(retired::equals);
  }

  /**
   * Lets {@code fresh} take what begins from now on. The one before stays until it is {@link
   * #retired}.
   *
   * @return the one before
   * @throws FleetException when the server was declared otherwise, or removed, meanwhile
   */
  synchronized Generation shift(Generation fresh) {
    if (closed) {
      throw new FleetException("'" + name() + "' was declared otherwise, or removed, meanwhile");
    }
    Generation before = current;
    fresh.revive();
    fresh.server().watch(watched);
    leaving.remove(fresh);
    leaving.add(before);
    current = fresh;
    return before;
  }

  /** Whether nothing that began on {@code old} is left, after which it takes nothing any more. */
  boolean retired(Generation old) {
    boolean bound = sessions.containsValue(old);
    return !bound && old.retire();
  }

  /** Sessions that began on {@code old} go on with the current version. */
  void move(Generation old) {
    forget(old);
  }

  /** {@code old} has ended what it had. */
  void gone(Generation old) {
    leaving.remove(old);
    forget(old);
    old.close();
  }

  @Override
  public boolean awaits(Permitted permitted) {
    return current.awaits(permitted) || leaving.stream().anyMatch(old -> old.awaits(permitted));
  }

  /** Makes {@code uris} the resources of whose updates it tells, now and after each change. */
  @Override
  public void watch(Set<String> uris) {
    watched = Set.copyOf(uris);
    server().watch(uris);
  }

  @Override
  public void release(String session) {
    sessions.remove(session);
    eachBackend().forEach(backend -> backend.release(session));
  }

  @Override
  public int parkedCalls() {
    return eachBackend().stream().mapToInt(Backend::parkedCalls).sum();
  }

  private List<Backend> eachBackend() {
    return Stream.concat(Stream.of(current), leaving.stream())
        .flatMap(each -> each.server().backend().stream())
        .toList();
  }

  /** The operator's stop of everything behind the name. */
  void stop() {
    leaving.forEach(this::gone);
    server().stop();
  }

  @Override
  public synchronized void close() {
    closed = true;
    leaving.forEach(Generation::close);
    server().close();
  }
}
