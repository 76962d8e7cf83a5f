package dev.mcpcentral.hub.spec;

/**
 * What a server may use: memory in bytes (at least 64 MiB), processors, processes and threads (at
 * least 16).
 */
public record Limits(long memoryBytes, double cpus, int pids) {
  /**
   * Enough for every published reference server, and little enough that 200 of them fit on a large
   * machine.
   */
  public static final Limits DEFAULT = new Limits(512L << 20, 1.0, 128);

  public Limits {
    if (memoryBytes < 64L << 20) {
      throw new IllegalArgumentException(
          "limits.memory must be at least 64m: less lets common runtimes crash at start");
    }
    if (cpus < 0.1 || cpus > 1024) {
      throw new IllegalArgumentException("limits.cpus must be between 0.1 and 1024");
    }
    if (pids < 16) {
      throw new IllegalArgumentException(
          "limits.pids must be at least 16: fewer makes language runtimes crash or hang");
    }
  }
}
