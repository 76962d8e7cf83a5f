package dev.mcpcentral.hub.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;

/** Names a process for good: ids are reused after a restart of the machine, start times are not. */
public record ProcessMark(long pid, long startedEpochMillis) {
  // The kernel derives start times from the clock, which may be adjusted in between.
  private static final long TOLERANCE_MILLIS = 2_000;

  static ProcessMark current() {
    return of(ProcessHandle.current());
  }

  /** The mark of a process that runs now. */
  public static ProcessMark of(ProcessHandle process) {
    return new ProcessMark(process.pid(), started(process));
  }

  /** Reads what {@link #bytes} gave; empty for anything else. */
  public static Optional<ProcessMark> parse(byte[] content) {
    String text = new String(content, UTF_8).strip();
    if (!text.matches("[0-9]{1,18} [0-9]{1,18}")) {
      return Optional.empty();
    }
    int space = text.indexOf(' ');
    long pid = Long.parseLong(text.substring(0, space));
    return Optional.of(new ProcessMark(pid, Long.parseLong(text.substring(space + 1))));
  }

  /** For a file that a later process reads. */
  public byte[] bytes() {
    return (pid + " " + startedEpochMillis + "\n").getBytes(UTF_8);
  }

  /** Whether that very process, not another one with its id, still runs. */
  public boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(process -> Math.abs(started(process) - startedEpochMillis) <= TOLERANCE_MILLIS)
        .orElse(false);
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
