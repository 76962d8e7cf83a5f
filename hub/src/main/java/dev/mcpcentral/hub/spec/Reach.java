package dev.mcpcentral.hub.spec;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a server can reach outside itself, besides its mounts and volumes.
 *
 * @param egress the addresses it may talk to, at most 64; empty with {@link Network#OPEN}
 * @param grants in the order of {@link Grant}
 * @param learning whether it may talk to every public address while that is written down, so that a
 *     list can be proposed; {@code egress} is empty then
 */
public record Reach(Network network, List<Egress> egress, Set<Grant> grants, boolean learning) {
  /** What stands in place of a list while it is learned. */
  static final String LEARN = "learn";

  private static final int MAX_EGRESS = 64;

  /** Nothing at all. */
  public static final Reach NONE = of(Network.NONE);

  /** Refuses contradictions with {@link IllegalArgumentException}; its message is for people. */
  public Reach {
    egress = List.copyOf(egress);
    EnumSet<Grant> ordered = EnumSet.noneOf(Grant.class);
    ordered.addAll(grants);
    grants = Collections.unmodifiableSet(ordered);
    if (egress.size() > MAX_EGRESS) {
      throw new InvalidSpecException(
          "egress", "egress may have at most " + MAX_EGRESS + " entries");
    }
    PlainPorts.check(egress);
    if (network == Network.OPEN && (learning || !egress.isEmpty())) {
      throw new InvalidSpecException(
          "egress",
          "network: open reaches every address already: remove it, and only egress is reached");
    }
  }

  /** A network and nothing else. */
  public static Reach of(Network network) {
    return new Reach(network, List.of(), Set.of(), false);
  }

  /** Whether it needs a way out that is watched over. */
  public boolean guarded() {
    return learning || !egress.isEmpty();
  }

  /** Whether it can reach addresses that nobody named. */
  boolean wide() {
    return network == Network.OPEN || learning || egress.stream().anyMatch(Egress::wide);
  }
}
