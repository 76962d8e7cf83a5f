package dev.mcpcentral.bench;

import dev.mcpcentral.bench.ComparisonResult.Summary;
import java.util.Locale;

/** A comparison for people. */
final class ComparisonTable {
  private static final double QUIET_CORES = 0.1;

  private ComparisonTable() {}

  static String of(ComparisonResult result) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%n%-6s %-12s %10s %10s %10s %12s %8s %8s %8s %10s %7s%n"
            .formatted(
                "level",
                "target",
                "calls/s",
                "p50 µs",
                "p99 µs",
                "CPU µs/call",
                "RSS MB",
                "× nginx",
                "CPU ×",
                "p50 added",
                "errors"));
    result
        .summary()
        .forEach(
            (level, targets) -> targets.forEach((name, row) -> text.append(row(level, name, row))));
    text.append(
        String.format(
            Locale.ROOT,
            "%nappend and fdatasync of 600 B: p50 %.1f µs, p99 %.1f µs%n",
            result.disk().p50Micros(),
            result.disk().p99Micros()));
    result.requirements().forEach(requirement -> text.append(requirement.line()).append('\n'));
    double foreign = result.samples().stream().mapToDouble(Sample::foreignCores).max().orElse(0);
    if (foreign > QUIET_CORES) {
      text.append(
          String.format(
              Locale.ROOT,
              "Not quiet: other processes used up to %.2f cores; take these as rough.%n",
              foreign));
    }
    return text.toString();
  }

  private static String row(String level, String target, Summary row) {
    return String.format(
        Locale.ROOT,
        "%-6s %-12s %10.0f %10.1f %10.1f %12.2f %8.1f %8.3f %8.2f %10.1f %7d%n",
        level,
        target,
        row.callsPerSecond(),
        row.p50Micros(),
        row.p99Micros(),
        row.cpuMicrosPerCall(),
        row.residentMb(),
        row.throughputOfNginx(),
        row.cpuOfNginx(),
        row.p50AddedMicros(),
        row.errors());
  }

  static String progress(Sample sample) {
    return String.format(
        Locale.ROOT,
        "round %d %-5s %-12s %8.0f/s  p50 %8.1f µs  %6.2f CPU µs/call  foreign %.2f cores%s",
        sample.round(),
        sample.level(),
        sample.target(),
        sample.load().callsPerSecond(),
        sample.load().p50Micros(),
        sample.cpuMicrosPerCall(),
        sample.foreignCores(),
        sample.load().errors().isEmpty() ? "" : "  errors " + sample.load().errors());
  }
}
