package dev.mcpcentral.hub.audit;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that writes: takes everything that is queued, writes and forces it once, wakes those
 * who wait. When that fails it tries again, with the same bytes, until it succeeds or the log is
 * closed; meanwhile the queue takes nothing. While it has nothing to do, a caller may write in its
 * place, but only this thread deals with trouble.
 */
final class Committer implements Runnable {
  private static final Logger LOG = System.getLogger(Committer.class.getName());
  private static final long FOREVER_NANOS = Duration.ofDays(1).toNanos();

  private final RecordQueue queue;
  private final Segments segments;
  private final Chain chain;
  private final Reserve reserve;
  private final long probeNanos;

  Committer(RecordQueue queue, Segments segments, Chain chain, Reserve reserve, Duration probe) {
    this.queue = queue;
    this.segments = segments;
    this.chain = chain;
    this.reserve = reserve;
    this.probeNanos = probe.toNanos();
  }

  @Override
  public void run() {
    try (segments) {
      boolean writable = true;
      while (writable && !queue.isDrained()) {
        long patience = reserve.isKept() ? FOREVER_NANOS : probeNanos;
        writable = queue.take(segments::room, patience).map(this::write).orElse(true);
        restoreReserve();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The audit log was written, but closing its file failed", e);
    } catch (RuntimeException | Error e) {
      queue.broken(e);
      throw e;
    }
  }

  /** Writes what is queued, on the caller's thread, if nobody is writing. */
  void writeIfIdle() {
    Optional<Batch> batch = queue.takeIfIdle(segments::room);
    if (batch.isPresent()) {
      boolean written = false;
      try {
        written = lead(batch.get());
      } finally {
        queue.handOver(written ? Optional.empty() : batch);
      }
    }
  }

  private boolean lead(Batch batch) {
    queue.writing(batch);
    try {
      segments.append(batch, chain);
    } catch (IOException trouble) {
      return false;
    }
    queue.durable(batch, true);
    return true;
  }

  /** Returns false when the log was closed before the batch could be written. */
  private boolean write(Batch batch) {
    queue.writing(batch);
    boolean lastChance = false;
    while (!attempt(batch)) {
      if (lastChance) {
        LOG.log(Level.ERROR, "The audit log was closed with records that could not be written");
        return false;
      }
      lastChance = queue.isClosed();
      LockSupport.parkNanos(this, probeNanos);
    }
    return true;
  }

  private boolean attempt(Batch batch) {
    try {
      appendWithReserve(batch);
      queue.durable(batch, reserve.isKept());
      return true;
    } catch (IOException e) {
      queue.failed(batch, e);
      return false;
    }
  }

  private void appendWithReserve(Batch batch) throws IOException {
    try {
      segments.append(batch, chain);
    } catch (IOException e) {
      if (!reserve.spend()) {
        throw e;
      }
      queue.diskFull(e);
      segments.append(batch, chain);
    }
  }

  private void restoreReserve() {
    if (!reserve.isKept() && reserve.restore()) {
      queue.reserveRestored();
    }
  }
}
