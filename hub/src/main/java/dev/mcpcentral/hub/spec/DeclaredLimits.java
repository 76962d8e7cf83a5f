package dev.mcpcentral.hub.spec;

import java.util.Optional;

/**
 * The limits that an operator has set; for all others the risk level decides.
 *
 * @param memoryBytes 64 MiB to 1 TiB
 * @param cpus 0.1 to 1024
 * @param pids 16 to 32,768
 * @param files 64 to 1,048,576
 * @param tmpBytes 1 MiB to 64 GiB; counts as memory
 */
public record DeclaredLimits(
    Optional<Long> memoryBytes,
    Optional<Double> cpus,
    Optional<Integer> pids,
    Optional<Integer> files,
    Optional<Long> tmpBytes) {
  /** All as the level has it. */
  public static final DeclaredLimits NONE =
      new DeclaredLimits(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public DeclaredLimits {
    check(
        memoryBytes.map(bytes -> bytes >= 64L << 20 && bytes <= 1L << 40),
        "memory",
        "limits.memory must be 64m to 1024g: less than 64m lets common runtimes crash at start");
    check(
        cpus.map(count -> count >= 0.1 && count <= 1024),
        "cpus",
        "limits.cpus must be between 0.1 and 1024");
    check(
        pids.map(count -> count >= 16 && count <= 32_768),
        "pids",
        "limits.pids must be 16 to 32768: fewer than 16 makes language runtimes crash or hang");
    check(
        files.map(count -> count >= 64 && count <= 1 << 20),
        "files",
        "limits.files must be 64 to 1048576");
    check(
        tmpBytes.map(bytes -> bytes >= 1L << 20 && bytes <= 64L << 30),
        "tmp",
        "limits.tmp must be 1m to 64g, and is part of memory");
  }

  /** Memory, processors and processes; the rest as the level has it. */
  public static DeclaredLimits of(long memoryBytes, double cpus, int pids) {
    return new DeclaredLimits(
        Optional.of(memoryBytes),
        Optional.of(cpus),
        Optional.of(pids),
        Optional.empty(),
        Optional.empty());
  }

  private static void check(Optional<Boolean> holds, String key, String otherwise) {
    if (!holds.orElse(true)) {
      throw new InvalidSpecException(key, otherwise);
    }
  }

  /** What counts where {@code usual} would count without a declaration. */
  Limits over(Limits usual) {
    return new Limits(
        memoryBytes.orElse(usual.memoryBytes()),
        cpus.orElse(usual.cpus()),
        pids.orElse(usual.pids()),
        files.orElse(usual.files()),
        tmpBytes.orElse(usual.tmpBytes()));
  }
}
