package dev.mcpcentral.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** CPU and memory of a process and all its descendants, from {@code /proc}; Linux only. */
final class ProcessTree {
  /** {@code /proc} counts CPU in hundredths of a second on every Linux that runs a JDK. */
  private static final double TICKS_PER_SECOND = 100;

  private ProcessTree() {}

  /** User and system time of all threads of all living processes of the tree. */
  static double cpuSeconds(long root) {
    return pids(root).mapToLong(ProcessTree::ticks).sum() / TICKS_PER_SECOND;
  }

  /**
   * Resident memory of the tree in MB (10^6 bytes); pages that its processes share count for each.
   */
  static double residentMb(long root) {
    return pids(root).mapToLong(ProcessTree::residentKib).sum() * 1024 / 1e6;
  }

  /** Time that any process has spent on this machine's cores, time stolen by its host included. */
  static double machineCpuSeconds() {
    String[] fields =
        read(Path.of("/proc/stat")).lines().findFirst().orElse("cpu").trim().split("\\s+", -1);
    long busy = 0;
    // user nice system idle iowait irq softirq steal
    for (int field : List.of(1, 2, 3, 6, 7, 8)) {
      busy += field < fields.length ? Long.parseLong(fields[field]) : 0;
    }
    return busy / TICKS_PER_SECOND;
  }

  private static Stream<Long> pids(long root) {
    return ProcessHandle.of(root).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .map(ProcessHandle::pid);
  }

  private static long ticks(long pid) {
    String stat = read(Path.of("/proc/" + pid + "/stat"));
    // The command in parentheses may hold blanks: the fields are counted from its end.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
    return fields.length < 13 ? 0 : Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private static long residentKib(long pid) {
    return read(Path.of("/proc/" + pid + "/status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  /** The file's text; empty when the process ended before it was read. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
