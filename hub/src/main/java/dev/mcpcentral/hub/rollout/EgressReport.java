package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.egress.Asked;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.egress.WayOut;
import dev.mcpcentral.hub.spec.Egress;
import dev.mcpcentral.hub.spec.Reach;
import java.util.List;

/**
 * What a server may reach, and what it asked for.
 *
 * @param traffic since the hub started
 * @param wayOut what was learned, and what is not guarded or does not work on this machine
 */
public record EgressReport(Reach reach, Traffic traffic, WayOut wayOut) {
  /** The list that would let through what was seen to be used, and nothing else. */
  public List<Egress> proposed() {
    return wayOut.asked().stream()
        .filter(Asked::proposed)
        .map(asked -> Egress.parse(asked.toString()))
        .toList();
  }
}
