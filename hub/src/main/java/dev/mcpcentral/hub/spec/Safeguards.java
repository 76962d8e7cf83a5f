package dev.mcpcentral.hub.spec;

/**
 * What a risk level asks of the place where a server runs, besides what holds at every level: a
 * read-only root, no capabilities, no new privileges, and only the network that its spec declares.
 *
 * @param limits what it may use unless its operator has set a limit
 * @param isolatingRuntime whether it needs a runtime that puts more between it and this machine
 *     than the kernel's own containers do
 * @param instances {@link Instances#SESSION}: a fresh instance for each session, whatever is
 *     declared
 */
public record Safeguards(Limits limits, boolean isolatingRuntime, Instances instances) {
  private static final long MIB = 1L << 20;

  /** The table of the levels. */
  public static Safeguards of(RiskLevel level) {
    return switch (level) {
      case LOW -> new Safeguards(limits(128 * MIB), false, Instances.SHARED);
      case MEDIUM -> new Safeguards(limits(256 * MIB), false, Instances.SHARED);
      case HIGH -> new Safeguards(limits(256 * MIB), true, Instances.SESSION);
    };
  }

  private static Limits limits(long memoryBytes) {
    return new Limits(memoryBytes, 0.5, 64, 256, 16 * MIB);
  }
}
