package dev.mcpcentral.hub.audit;

import dev.mcpcentral.hub.audit.RecordQueue.Place;
import dev.mcpcentral.hub.store.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/**
 * The audit log as segment files. Callers serialise and queue on their own threads; one of them, or
 * the committer when it is busy, writes everything queued with one write and one force. See
 * docs/audit.md for the format and what it promises.
 *
 * <p>Durable callers wait for the disk, at most one second; only one that writes itself is held up
 * for as long as the disk takes. Async callers wait only for a place in the queue, at most one
 * second; their records are on disk within 200 ms. In both modes nothing is taken while the disk
 * refuses writes or has not answered for a second.
 */
public final class FileAuditLog implements AuditLog {

  /** What a caller is promised when {@link #intent} or {@link #outcome} returns. */
  public enum Durability {
    /** The record is on disk. */
    DURABLE,
    /** The record is queued; a crash of the process loses up to 200 ms of records. */
    ASYNC
  }

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final boolean durable;
  private final Tuning tuning;
  private final RecordQueue queue;
  private final Committer writer;
  private final Thread committer;

  private FileAuditLog(
      boolean durable, Tuning tuning, RecordQueue queue, Committer writer, Thread committer) {
    this.durable = durable;
    this.tuning = tuning;
    this.queue = queue;
    this.writer = writer;
    this.committer = committer;
  }

  /**
   * Opens the log in {@code directory}, creating it when missing; cuts off a torn last batch and
   * records an outcome {@code unknown-crash} for each intent that has none. The caller must hold
   * the state directory: two writers would destroy the chain.
   *
   * @throws CorruptAuditLogException when records that had been durable are damaged
   * @throws AuditUnavailableException when the log cannot be read or written
   */
  public static FileAuditLog open(Path directory, Durability durability, InstantSource clock) {
    return open(
        directory,
        durability,
        clock,
        Disk.local(),
        Tuning.DEFAULT,
        // On a virtual thread each force would take a carrier from the callers; docs/audit.md has
        // the figures of both.
        Thread.ofPlatform().daemon().name("audit-committer"));
  }

  static FileAuditLog open(
      Path directory,
      Durability durability,
      InstantSource clock,
      Disk disk,
      Tuning tuning,
      Thread.Builder committers) {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Opening opening = new Opening(directory, clock, disk, tuning);
      opening.run();
      boolean durable = durability == Durability.DURABLE;
      RecordQueue queue = new RecordQueue(durable, tuning, clock, opening.nextSeq(), Set.of());
      Committer writer = opening.committer(queue);
      Thread committer = committers.unstarted(writer);
      queue.attach(committer);
      committer.start();
      Thread.ofVirtual()
          .name("audit-patience")
          .start(new PatienceWatch(queue, committer, tuning.patience()));
      return new FileAuditLog(durable, tuning, queue, writer, committer);
    } catch (IOException e) {
      throw new AuditUnavailableException(
          "Cannot open the audit log in "
              + directory
              + ": "
              + e
              + ". Without it no call is served:"
              + " make the directory writable and free some space.",
          e);
    }
  }

  @Override
  public long intent(Intent intent) {
    Place place = queue.intent(Bodies.intent(intent));
    if (durable && !isOnDisk(place.batch())) {
      queue.giveUpIntent(place);
    }
    return place.seq();
  }

  @Override
  public void outcome(Outcome outcome) {
    Place place = queue.outcome(outcome.intent(), Bodies.outcome(outcome));
    if (durable && !isOnDisk(place.batch())) {
      queue.giveUpOutcome(place);
    }
  }

  private boolean isOnDisk(Batch batch) {
    writer.writeIfIdle();
    return batch.await(tuning.patience());
  }

  @Override
  public boolean available() {
    return queue.available();
  }

  /** Writes what is queued, waiting at most five seconds for the disk. */
  @Override
  public void close() {
    queue.close();
    try {
      if (!committer.join(CLOSE_TIMEOUT)) {
        System.getLogger(FileAuditLog.class.getName())
            .log(System.Logger.Level.ERROR, "The disk of the audit log did not answer at the end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
