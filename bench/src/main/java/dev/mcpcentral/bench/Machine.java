package dev.mcpcentral.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where a result comes from.
 *
 * @param loadBefore the one-minute load average before anything was started; near 0 on a quiet
 *     machine
 * @param fileSystem type of the file system that held the audit log
 */
record Machine(
    String cpu,
    int cores,
    long memoryMb,
    String kernel,
    String jdk,
    String fileSystem,
    double loadBefore) {

  static Machine describe(Path disk) throws IOException {
    return new Machine(
        valueOf("/proc/cpuinfo", "model name", "unknown"),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(valueOf("/proc/meminfo", "MemTotal", "0").replaceAll("[^0-9]", ""))
            * 1024
            / 1_000_000,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version"),
        Files.getFileStore(disk).type(),
        loadAverage());
  }

  private static double loadAverage() throws IOException {
    return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
  }

  private static String valueOf(String file, String key, String otherwise) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(key.toLowerCase(Locale.ROOT)))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse(otherwise);
  }
}
