package dev.mcpcentral.hub.spec;

/**
 * What a server may use: memory in bytes (64 MiB to 1 TiB), processors (0.1 to 1024), processes and
 * threads (16 to 32,768).
 */
public record Limits(long memoryBytes, double cpus, int pids) {
  /**
   * Enough for every published reference server, and little enough that 200 of them fit on a large
   * machine.
   */
  public static final Limits DEFAULT = new Limits(512L << 20, 1.0, 128);

  public Limits {
    if (memoryBytes < 64L << 20 || memoryBytes > 1L << 40) {
      throw new InvalidSpecException(
          "memory",
          "limits.memory must be 64m to 1024g: less than 64m lets common runtimes crash at start");
    }
    if (!(cpus >= 0.1 && cpus <= 1024)) {
      throw new InvalidSpecException("cpus", "limits.cpus must be between 0.1 and 1024");
    }
    if (pids < 16 || pids > 32_768) {
      throw new InvalidSpecException(
          "pids",
          "limits.pids must be 16 to 32768: fewer than 16 makes language runtimes crash or hang");
    }
  }
}
