package dev.mcpcentral.hub.audit;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Between the callers, which number and queue their records, and the committer, which takes all of
 * them at once. Everything here is short work under one lock.
 */
final class RecordQueue {
  private static final int INITIAL_BYTES = 16 << 10;
  private static final long FOREVER_NANOS = TimeUnit.DAYS.toNanos(1);
  private static final int MAX_SPARE_BYTES = 2 << 20;

  /** Where a record went. */
  record Place(Batch batch, long seq) {}

  private final boolean durable;
  private final Tuning tuning;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition space = lock.newCondition();
  private final Gate gate;

  /** Batches to be written before {@link #filling}. */
  private final Deque<Batch> full = new ArrayDeque<>();

  private final OpenIntents open;
  private Batch filling;
  private volatile @Nullable Batch writing;
  private byte @Nullable [] spareBytes;
  private volatile boolean committerIdle;

  /** A caller is writing on its own thread; the committer waits until it hands over. */
  private boolean led;

  private @Nullable Thread committer;

  /** {@link System#nanoTime} when the write under way began; 0 = none. */
  private volatile long writingSince;

  RecordQueue(
      boolean durable, Tuning tuning, InstantSource clock, long nextSeq, Set<Long> openIntents) {
    this.durable = durable;
    this.tuning = tuning;
    this.clock = clock;
    this.gate = new Gate(clock);
    this.open = new OpenIntents(openIntents);
    this.filling = new Batch(nextSeq, new byte[INITIAL_BYTES]);
  }

  // For callers.

  Place intent(JsonBody body) {
    boolean wake;
    Place place;
    lock.lock();
    try {
      admit(true, body);
      open.checkRoom();
      place = add(body);
      open.begin(place.seq());
      wake = shouldWake();
    } finally {
      lock.unlock();
    }
    wakeIf(wake);
    return place;
  }

  Place outcome(long intent, JsonBody body) {
    boolean wake;
    Place place;
    lock.lock();
    try {
      open.checkOpen(intent);
      admit(false, body);
      open.end(intent);
      place = add(body);
      wake = shouldWake();
    } catch (AuditUnavailableException e) {
      open.owe(intent, Bodies.UNRECORDED);
      throw e;
    } finally {
      lock.unlock();
    }
    wakeIf(wake);
    return place;
  }

  /**
   * Called for an intent that was not durable in time: its caller refuses the request, unless the
   * record made it at the last moment.
   */
  void giveUpIntent(Place place) {
    giveUp(place, true);
  }

  void giveUpOutcome(Place place) {
    giveUp(place, false);
  }

  boolean available() {
    lock.lock();
    try {
      return gate.isOpen() && !stalled();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what is queued is still written. */
  void close() {
    boolean wake;
    lock.lock();
    try {
      if (!gate.isClosed()) {
        filling.add(Bodies.close(clock.instant()));
        gate.close();
      }
      space.signalAll();
      wake = committerCalled();
    } finally {
      lock.unlock();
    }
    wakeIf(wake);
  }

  /**
   * Everything that is queued, for a durable caller to write on its own thread, if nobody is
   * writing: alone, it then waits for the disk only, not for two changes of threads. It must call
   * {@link #handOver} afterwards.
   *
   * @param room as for {@link #take}
   */
  Optional<Batch> takeIfIdle(LongSupplier room) {
    if (!committerIdle) {
      return Optional.empty();
    }
    boolean wake;
    lock.lock();
    try {
      if (gate.isOpen() && committerIdle && !led && !filling.isEmpty()) {
        payOwed();
        led = true;
        return Optional.of(next(room.getAsLong()));
      }
      wake = !gate.isOpen() && committerCalled();
    } finally {
      lock.unlock();
    }
    wakeIf(wake);
    return Optional.empty();
  }

  /** The caller has written, or tried to: then {@code unwritten} is the committer's to write. */
  void handOver(Optional<Batch> unwritten) {
    boolean wake;
    lock.lock();
    try {
      led = false;
      unwritten.ifPresent(full::addFirst);
      boolean work = !full.isEmpty() || !filling.isEmpty() || open.owesAny();
      wake = work && committerCalled();
    } finally {
      lock.unlock();
    }
    wakeIf(wake);
  }

  /** Wakes those who may have waited for longer than the patience. */
  void wakeTheImpatient() {
    long patience = tuning.patience().toNanos();
    lock.lock();
    try {
      Batch late = writing;
      if (late != null && late.ageNanos() > patience) {
        late.wakeWaiters();
      }
      if (filling.ageNanos() > patience) {
        filling.wakeWaiters();
      }
    } finally {
      lock.unlock();
    }
  }

  private void giveUp(Place place, boolean intent) {
    lock.lock();
    try {
      if (place.batch().isDurable()) {
        return;
      }
      if (intent) {
        open.owe(place.seq(), Bodies.REFUSED);
      }
      throw gate.refusal(
          gate.isOpen()
              ? "The audit record was not on disk within " + tuning.patience().toMillis() + " ms"
              : "The audit log cannot be written");
    } finally {
      lock.unlock();
    }
  }

  private void admit(boolean intent, JsonBody body) {
    check(intent);
    long left = tuning.patience().toNanos();
    try {
      while (filling.size() + Frame.BODY + body.length() > tuning.queueBytes()) {
        if (left <= 0) {
          throw gate.refusal("The audit log's queue is full");
        }
        left = space.awaitNanos(left);
        check(intent);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuditUnavailableException("Interrupted while the audit log's queue was full", e);
    }
  }

  private void check(boolean intent) {
    gate.check(intent);
    if (stalled()) {
      throw gate.refusal("The disk of the audit log does not answer");
    }
  }

  private boolean stalled() {
    long since = writingSince;
    return since != 0 && System.nanoTime() - since > tuning.patience().toNanos();
  }

  private Place add(JsonBody body) {
    Batch batch = filling;
    long seq = batch.add(body);
    if (durable) {
      batch.addWaiter(Thread.currentThread());
    }
    return new Place(batch, seq);
  }

  /** Durable callers write for themselves when nobody else does, see {@link #takeIfIdle}. */
  private boolean shouldWake() {
    return !durable
        && (filling.nextSeq() == filling.firstSeq() + 1 || crowded())
        && committerCalled();
  }

  private boolean committerCalled() {
    boolean wake = committerIdle && !led;
    if (wake) {
      committerIdle = false;
    }
    return wake;
  }

  private boolean crowded() {
    return filling.size() > tuning.queueBytes() / 2;
  }

  private void wakeIf(boolean wake) {
    if (wake) {
      LockSupport.unpark(committer);
    }
  }

  // For the committer.

  void attach(Thread committerThread) {
    committer = committerThread;
  }

  /**
   * The next records to write; empty when {@code maxNanos} passed without any, or the queue is
   * closed and everything was taken.
   *
   * @param room bytes left in the segment; if the batch exceeds it, the one after starts a new one;
   *     asked under the lock, when nobody writes
   */
  Optional<Batch> take(LongSupplier room, long maxNanos) {
    long deadline = System.nanoTime() + maxNanos;
    while (true) {
      long wait;
      lock.lock();
      try {
        payOwed();
        wait = led ? FOREVER_NANOS : Math.min(untilReady(), deadline - System.nanoTime());
        if (!led && untilReady() <= 0) {
          return Optional.of(next(room.getAsLong()));
        }
        if (!led && (wait <= 0 || gate.isClosed())) {
          return Optional.empty();
        }
        committerIdle = true;
      } finally {
        lock.unlock();
      }
      LockSupport.parkNanos(this, wait);
    }
  }

  boolean isDrained() {
    lock.lock();
    try {
      return gate.isClosed() && !led && full.isEmpty() && filling.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return gate.isClosed();
    } finally {
      lock.unlock();
    }
  }

  void writing(Batch batch) {
    writing = batch;
    writingSince = System.nanoTime() | 1; // 0 means that nothing is being written
  }

  void durable(Batch batch, boolean reserveKept) {
    lock.lock();
    try {
      writingSince = 0;
      writing = null;
      batch.settle(true);
      spareBytes = batch.releaseBytes();
      gate.reopen(reserveKept).ifPresent(filling::add);
    } finally {
      lock.unlock();
    }
    batch.wakeWaiters();
  }

  /** The reserve was spent and the write is being repeated. */
  void diskFull(Throwable cause) {
    lock.lock();
    try {
      gate.outcomesOnly(cause);
    } finally {
      lock.unlock();
    }
  }

  void reserveRestored() {
    lock.lock();
    try {
      gate.reopen(true).ifPresent(filling::add);
    } finally {
      lock.unlock();
    }
  }

  /** The committer met what it was not built for: nothing will be written any more. */
  void broken(Throwable cause) {
    failed(filling, cause);
  }

  /** The batch could not be written; it stays the next to be written, but nobody waits for it. */
  void failed(Batch batch, Throwable cause) {
    Batch queued;
    lock.lock();
    try {
      writingSince = 0;
      gate.shut(cause);
      queued = filling;
      if (durable && !queued.isEmpty()) {
        full.add(queued);
        filling = new Batch(queued.nextSeq(), spare());
      }
      batch.settle(false);
      full.forEach(waiting -> waiting.settle(false));
      space.signalAll();
    } finally {
      lock.unlock();
    }
    batch.wakeWaiters();
    queued.wakeWaiters();
  }

  private long untilReady() {
    if (!full.isEmpty()) {
      return 0;
    }
    if (filling.isEmpty()) {
      return FOREVER_NANOS;
    }
    boolean now = durable || gate.isClosed() || crowded();
    return now ? 0 : tuning.linger().toNanos() - filling.ageNanos();
  }

  private Batch next(long room) {
    Batch ready = full.poll();
    if (ready != null) {
      return ready;
    }
    Batch taken = filling;
    long nextSeq = taken.nextSeq();
    if (taken.size() >= room) {
      full.add(Batch.head(nextSeq++, Bodies.segment(clock.instant(), open.sorted())));
    }
    filling = new Batch(nextSeq, spare());
    space.signalAll();
    return taken;
  }

  /** The buffer of the batch before, so that a busy log allocates nothing large. */
  private byte[] spare() {
    byte[] bytes = spareBytes;
    spareBytes = null;
    return bytes == null || bytes.length > MAX_SPARE_BYTES ? new byte[INITIAL_BYTES] : bytes;
  }

  private void payOwed() {
    int room = tuning.queueBytes() - filling.size();
    for (JsonBody owed : open.payOwed(clock.instant(), room)) {
      filling.add(owed);
    }
  }
}
