package dev.mcpcentral.hub.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;

/** Names a process for good: ids are reused after a restart of the machine, start times are not. */
record ProcessMark(long pid, long startedEpochMillis) {
  // The kernel derives start times from the clock, which may be adjusted in between.
  private static final long TOLERANCE_MILLIS = 2_000;

  static ProcessMark current() {
    ProcessHandle self = ProcessHandle.current();
    return new ProcessMark(self.pid(), started(self));
  }

  static Optional<ProcessMark> parse(byte[] content) {
    String text = new String(content, UTF_8).strip();
    if (!text.matches("[0-9]{1,18} [0-9]{1,18}")) {
      return Optional.empty();
    }
    int space = text.indexOf(' ');
    long pid = Long.parseLong(text.substring(0, space));
    return Optional.of(new ProcessMark(pid, Long.parseLong(text.substring(space + 1))));
  }

  byte[] bytes() {
    return (pid + " " + startedEpochMillis + "\n").getBytes(UTF_8);
  }

  boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(process -> Math.abs(started(process) - startedEpochMillis) <= TOLERANCE_MILLIS)
        .orElse(false);
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
