package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.backend.Backend;
import dev.mcpcentral.hub.backend.BackendException;
import dev.mcpcentral.hub.backend.ServerBackend;
import dev.mcpcentral.hub.backend.ServerEvents;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.catalog.ServerOffer;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.Isolation;
import dev.mcpcentral.hub.image.ImageException;
import dev.mcpcentral.hub.rollout.ServerStatus.State;
import dev.mcpcentral.hub.scan.QuarantinedException;
import dev.mcpcentral.hub.scan.ScanException;
import dev.mcpcentral.hub.scan.Verdict;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.hub.store.StoreException;
import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One declared server: made ready in the background, tried again after a failure, started by its
 * first call. What was seen of it once is listed without starting it.
 */
final class ManagedServer implements ServerEvents, AutoCloseable {
  private static final String NOT_ENABLED = "not enabled: mcp-central enable ";
  private final WantedServer wanted;
  private final ServerSpec spec;
  private final Workshop workshop;
  private final Runnable changed;
  private final FirstStart first;
  private volatile Standing standing;
  private volatile @Nullable ServerBackend backend;
  private volatile boolean closed;
  private volatile boolean quarantined;

  private final AtomicInteger deaths = new AtomicInteger();

  /** Whether the engine would not start it for what it is: its tools are known and not listed. */
  private volatile boolean refused;

  private volatile Set<String> watched = Set.of();
  private volatile @Nullable Preparation preparation;
  private @Nullable Thread worker;

  /** {@code changed} runs whenever what the server offers, or how it stands, has changed. */
  ManagedServer(WantedServer wanted, Workshop workshop, Runnable changed) {
    this.wanted = wanted;
    this.spec = wanted.spec();
    this.workshop = workshop;
    this.changed = changed;
    this.first = new FirstStart(spec, workshop, this::step);
    this.standing = Standing.preparing(workshop.clock().instant());
  }

  ServerSpec spec() {
    return spec;
  }

  /** What it was made for. */
  WantedServer wanted() {
    return wanted;
  }

  Standing standing() {
    return standing;
  }

  ServerStatus status() {
    return ServerReport.of(wanted, standing, Optional.ofNullable(preparation));
  }

  Optional<ServerOffer> offers() {
    Standing now = standing;
    boolean withheld = refused || !spec.oversight().enabled();
    return now.digest()
        .filter(digest -> withheld || now.listed())
        .map(digest ->
            new ServerOffer(spec.name(), digest, spec.effectiveRisk(), now.offer(), withheld));
  }

  /** What carries out its calls; while it cannot be used, something that says why. */
  Optional<Backend> backend() {
    Backend ready = backend;
    if (ready != null) {
      return Optional.of(ready);
    }
    Standing now = standing;
    boolean unusable = now.state() == State.FAILED || !spec.oversight().enabled();
    return unusable ? Optional.of((_, _) -> refusal(now)) : Optional.empty();
  }

  private Outcome refusal(Standing now) {
    return new Outcome.Failure.BackendUnavailable(spec.name(), now.detail());
  }

  /** How often its instance has ended, or could not be started. */
  int deaths() {
    return deaths.get();
  }

  /** Begins to make the server ready, in the background. */
  synchronized void begin() {
    if (worker == null && !closed) {
      worker =
          Thread.ofVirtual()
              .name("server " + spec.name())
              .start(spec.oversight().enabled() ? this::prepareUntilDone : this::prepareOnly);
    }
  }

  /** What it is made of; empty while that is not known. */
  Optional<Preparation> preparation() {
    return Optional.ofNullable(preparation);
  }

  /**
   * Ends its instances until {@link #resume}, because another version takes their place. Without a
   * lock: instances tell of their end from threads of their own, and are waited for.
   */
  void suspend() {
    ServerBackend current = backend;
    backend = null;
    if (current != null) {
      current.close();
    }
  }

  /** Makes it ready again after {@link #suspend}. */
  void resume() {
    attempt().ifPresent(this::line);
  }

  /** The operator's stop: only another instance of this class starts it again. */
  void stop() {
    interruptWorker();
    become(now -> now.in(State.STOPPED, "stopped by the operator", workshop.clock().instant()));
    suspend();
  }

  /** Its image is made and its tools are seen once, but nobody may call it yet. */
  private void prepareOnly() {
    String detail = NOT_ENABLED + spec.name();
    try {
      Preparation ready = Preparation.of(spec, workshop, this::step);
      Optional<Offer> known = workshop.capabilities().find(ready.key());
      Offer offer = known.isPresent() ? known.get() : first.tried(ready, this::line);
      become(now -> now.prepared(ready).offering(offer));
    } catch (ImageException | EngineException | QuarantinedException | ScanException failed) {
      detail = detail + " (its image cannot be made: " + failed.getMessage() + ")";
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    String shown = detail;
    become(now -> now.in(State.STOPPED, shown, workshop.clock().instant()));
  }

  private void prepareUntilDone() {
    Pace pace = Pace.of(spec.source());
    Duration pause = pace.first();
    while (!closed && !Thread.currentThread().isInterrupted()) {
      Optional<String> trouble = attempt();
      ServerBackend failed = backend;
      if (trouble.isEmpty()) {
        return;
      }
      backend = null;
      if (failed != null) {
        failed.close();
      }
      become(now -> now.in(State.FAILED, trouble.get(), workshop.clock().instant()));
      try {
        Knock.pause(spec.source(), pause);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      pause = pace.after(pause);
    }
  }

  /** What went wrong, or empty when the server is ready. */
  private Optional<String> attempt() {
    try {
      refused = false;
      Preparation ready = Preparation.of(spec, workshop, this::step);
      preparation = ready;
      quarantined = false;
      Optional<Offer> known = workshop.capabilities().find(ready.key());
      become(now -> now.prepared(ready).offering(known.orElse(Offer.NONE)));
      refuseUnsuitable();
      ServerBackend fresh = ready.connect().apply(this);
      backend = fresh;
      fresh.watch(watched);
      if (known.isPresent() && !(spec.source() instanceof Source.Container)) {
        become(
            now -> now.in(State.READY, "starts with its first call", workshop.clock().instant()));
      } else {
        first.start(fresh);
      }
      fresh.warm();
      return Optional.empty();
    } catch (QuarantinedException refused) {
      quarantine(refused);
      return Optional.of(String.valueOf(refused.getMessage()));
    } catch (ImageException | ScanException | EngineException | BackendException failed) {
      return Optional.of(String.valueOf(failed.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } catch (RuntimeException defect) {
      System.getLogger(ManagedServer.class.getName())
          .log(System.Logger.Level.ERROR, "preparing " + spec.name(), defect);
      return Optional.of("internal error, see the hub's log: " + defect.getClass().getSimpleName());
    }
  }

  /** What the engine would refuse at the first call is better known now. */
  private void refuseUnsuitable() {
    if (!spec.source().elsewhere()
        && workshop.engine(spec).isolation(spec) instanceof Isolation.Refused(String why)) {
      refused = true;
      throw new EngineException(why);
    }
  }

  boolean quarantined() {
    return quarantined;
  }

  /** Passes the gate once more, after what it knows has changed. */
  void checkAgain() {
    Preparation current = preparation;
    if (current == null || current.prepared().isEmpty()) {
      return;
    }
    try {
      Verdict verdict = workshop.gate().check(spec, current.prepared().get(), what -> {});
      preparation = current.with(verdict.summary());
    } catch (QuarantinedException refused) {
      quarantine(refused);
    } catch (ScanException failed) {
      line("[mcp-central] " + failed.getMessage());
    }
  }

  private void quarantine(QuarantinedException refused) {
    quarantined = true;
    preparation = null;
    ServerBackend current = backend;
    backend = null;
    become(now -> now.withheld(String.valueOf(refused.getMessage()), workshop.clock().instant()));
    if (current != null) {
      current.close();
    }
  }

  private void step(String what) {
    become(now -> now.in(State.PREPARING, what, workshop.clock().instant()));
  }

  @Override
  public void started(String instance, Offer offer) {
    boolean same = standing.offer().equals(offer);
    become(now -> now.offering(offer).running(instance, workshop.clock().instant()));
    Preparation current = preparation;
    if (!same && current != null) {
      keep(current.key(), offer);
    }
  }

  /**
   * A list that cannot be kept is read again after the next start; the server works all the same.
   */
  private void keep(String key, Offer offer) {
    try {
      workshop.capabilities().keep(key, offer);
    } catch (StoreException unwritable) {
      line("[mcp-central] could not keep what it offers: " + unwritable.getMessage());
    }
  }

  @Override
  public void resourceUpdated(String uri, Slice params) {
    workshop.news().updated(spec.name(), uri, params);
  }

  /** Makes {@code uris} the resources of whose updates it tells, now and after each start. */
  void watch(Set<String> uris) {
    watched = Set.copyOf(uris);
    ServerBackend current = backend;
    if (current != null) {
      current.watch(uris);
    }
  }

  @Override
  public void ended(String how) {
    deaths.incrementAndGet();
    retired(how);
  }

  @Override
  public void retired(String how) {
    workshop.logs().append(spec.name(), "[mcp-central] " + how);
    become(now ->
        now.state() == State.RUNNING
            ? now.in(State.READY, "ended: " + how, workshop.clock().instant())
            : now);
  }

  @Override
  public void line(String text) {
    workshop.logs().append(spec.name(), text);
  }

  private void become(UnaryOperator<Standing> change) {
    Standing before;
    Standing after;
    synchronized (this) {
      before = standing;
      after = change.apply(before);
      if (closed || (before.state() == State.STOPPED && after.state() != State.PREPARING)) {
        return;
      }
      standing = after;
    }
    if (!before.equals(after)) {
      changed.run();
    }
  }

  private synchronized void interruptWorker() {
    if (worker != null) {
      worker.interrupt();
      worker = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    interruptWorker();
    ServerBackend current = backend;
    backend = null;
    if (current != null) {
      current.close();
    }
  }
}
