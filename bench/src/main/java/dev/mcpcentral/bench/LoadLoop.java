package dev.mcpcentral.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread that drives its share of the connections. Closed loop: a reply is followed at once by
 * the next request. Open loop: request n is due at start + n / rate whatever became of the others,
 * and its latency counts from then, so that a target that stalls cannot hide the requests it kept
 * from being sent.
 */
final class LoadLoop {
  private static final long SWEEP_NANOS = 100_000_000;
  private static final long DRAIN_NANOS = 5_000_000_000L;

  private final LoadPlan plan;
  private final long maxCalls;
  private final double intervalNanos;
  private final Selector selector;
  private final List<LoadConnection> connections = new ArrayList<>();
  private final Queue<LoadConnection> idle = new ArrayDeque<>();
  private final Tally tally = new Tally();
  private final CountDownLatch measured = new CountDownLatch(1);
  private Window window = new Window(0, 0, 0);
  private long nextId;
  private long nextSlot;
  private long lastSweep;
  private long lastRecorded;
  private int inFlight;

  /** When to start and what to record, in {@link System#nanoTime}. */
  record Window(long start, long from, long to) {
    boolean contains(long nanos) {
      return nanos - from >= 0 && nanos - to < 0;
    }
  }

  /**
   * @param index which of the plan's threads this is, from 0
   */
  LoadLoop(LoadPlan plan, int index) throws IOException {
    this.plan = plan;
    this.maxCalls = Math.max(1, plan.maxCalls() / plan.threads());
    this.intervalNanos = plan.isOpenLoop() ? 1e9 * plan.threads() / plan.rate() : 0;
    this.nextId = RequestTemplate.FIRST_ID + index * 1_000_000_000L;
    selector = Selector.open();
    RequestTemplate template = RequestTemplate.of(plan);
    InetSocketAddress address =
        new InetSocketAddress(plan.target().getHost(), plan.target().getPort());
    for (int i = index; i < plan.connections(); i += plan.threads()) {
      connections.add(new LoadConnection(address, selector, template));
    }
    connections.forEach(this::open);
  }

  /**
   * Makes the calls of a window, on the thread that calls this; the connections are open already.
   */
  void run(Window given) {
    window = given;
    lastRecorded = given.from();
    Thread pacer = Thread.ofPlatform().name("pacer").daemon().unstarted(this::pace);
    try (selector) {
      if (plan.isOpenLoop()) {
        pacer.start();
      }
      drive();
    } catch (IOException e) {
      throw new UncheckedIOException("the generator's selector failed", e);
    } finally {
      measured.countDown();
      pacer.interrupt();
      connections.forEach(LoadConnection::close);
    }
  }

  private void drive() throws IOException {
    long now = System.nanoTime();
    while (!finished(now)) {
      dispatch(now);
      selector.select(this::ready, SWEEP_NANOS / 1_000_000);
      now = System.nanoTime();
      if (now - lastSweep > SWEEP_NANOS) {
        lastSweep = now;
        sweep(now);
      }
    }
    giveUp(now);
  }

  /** After the window the replies still under way are awaited, but not for ever. */
  private boolean finished(long now) {
    if (!closing(now)) {
      return false;
    }
    boolean nothingDue = !plan.isOpenLoop() || dueAt(nextSlot) - window.to() >= 0;
    return (inFlight == 0 && nothingDue) || now - window.to() > DRAIN_NANOS;
  }

  private boolean closing(long now) {
    boolean closing = now - window.to() >= 0 || tally.calls() >= maxCalls;
    if (closing) {
      measured.countDown();
    }
    return closing;
  }

  private long dueAt(long slot) {
    return window.start() + (long) (slot * intervalNanos);
  }

  private void dispatch(long now) {
    // Each connection at most once: one that fails at once must not keep this loop from the clock.
    for (int left = idle.size(); left > 0 && !idle.isEmpty() && mayStart(now); left--) {
      long start = plan.isOpenLoop() ? dueAt(nextSlot++) : now;
      send(idle.remove(), start, now);
    }
  }

  private boolean mayStart(long now) {
    if (!plan.isOpenLoop()) {
      return !closing(now);
    }
    long due = dueAt(nextSlot);
    return due - now <= 0 && due - window.to() < 0 && tally.calls() < maxCalls;
  }

  private void send(LoadConnection connection, long start, long now) {
    inFlight++;
    Verdict verdict = connection.send(nextId++, start, now);
    if (verdict != Verdict.INCOMPLETE) {
      finish(connection, verdict);
    }
  }

  private void ready(SelectionKey key) {
    LoadConnection connection = (LoadConnection) key.attachment();
    Verdict verdict = connection.ready();
    if (verdict == Verdict.INCOMPLETE) {
      return;
    }
    if (connection.isInFlight()) {
      finish(connection, verdict);
    } else {
      // Closed by the target while idle: no request is lost, but the connection is out of the idle
      // queue first.
      idle.remove(connection);
      tally.reconnected();
      open(connection);
    }
  }

  private void finish(LoadConnection connection, Verdict verdict) {
    long now = System.nanoTime();
    inFlight--;
    connection.finish();
    record(connection, verdict, now);
    if (verdict.isError()) {
      open(connection);
    } else if (connection.isLastReply()) {
      tally.reconnected();
      open(connection);
    } else if (plan.isOpenLoop() || closing(now)) {
      idle.add(connection);
    } else {
      send(connection, now, now);
    }
  }

  private void record(LoadConnection connection, Verdict verdict, long now) {
    long latency = now - connection.startNanos();
    boolean counts = window.contains(plan.isOpenLoop() ? connection.startNanos() : now);
    if (verdict.isError()) {
      tally.failed(verdict);
      if (counts && verdict == Verdict.TIMED_OUT) {
        tally.waited(latency);
      }
    } else if (counts && tally.calls() < maxCalls) {
      tally.succeeded(latency);
      lastRecorded = now;
    }
  }

  private void open(LoadConnection connection) {
    if (connection.connect()) {
      idle.add(connection);
    } else {
      tally.failed(Verdict.NOT_CONNECTED);
    }
  }

  private void sweep(long now) {
    for (LoadConnection connection : connections) {
      if (connection.isInFlight() && now - connection.sentNanos() > plan.timeout().toNanos()) {
        finish(connection, Verdict.TIMED_OUT);
      } else if (!connection.isConnected() && !closing(now)) {
        open(connection);
      }
    }
  }

  /**
   * What is still under way, or was due and never sent, has waited until now: it belongs in the
   * percentiles.
   */
  private void giveUp(long now) {
    for (LoadConnection connection : connections) {
      if (connection.isInFlight()) {
        connection.finish();
        record(connection, Verdict.TIMED_OUT, now);
      }
    }
    while (plan.isOpenLoop() && tally.calls() < maxCalls && dueAt(nextSlot) - window.to() < 0) {
      long due = dueAt(nextSlot++);
      tally.failed(Verdict.TIMED_OUT);
      if (window.contains(due)) {
        tally.waited(now - due);
      }
    }
  }

  /** Wakes the selector when a request falls due: its own timeout only knows milliseconds. */
  private void pace() {
    long tick = Math.max((long) intervalNanos, 100_000);
    for (long at = window.start(); !Thread.interrupted() && selector.isOpen(); at += tick) {
      long wait = at - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      selector.wakeup();
    }
  }

  /** Returns when the window has ended; replies may still be under way. */
  void awaitMeasured() throws InterruptedException {
    measured.await();
  }

  Tally tally() {
    return tally;
  }

  /** From the start of the window to its end, or to the last call that was allowed. */
  double measuredSeconds() {
    long end = tally.calls() >= maxCalls ? lastRecorded : window.to();
    return (end - window.from()) / 1e9;
  }
}
