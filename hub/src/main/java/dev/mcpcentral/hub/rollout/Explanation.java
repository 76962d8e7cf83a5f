package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Waiver;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Why a server is treated as it is.
 *
 * @param spec what was declared, and what follows from it
 * @param isolation for people: what keeps it apart from this machine
 * @param refused for people: why it is not started, if so
 * @param waivers those of this server, expired ones too
 * @param gaps for people: what of its egress does not work, or is not guarded, on this machine
 * @param today to tell which of them count
 */
public record Explanation(
    ServerSpec spec,
    String isolation,
    Optional<String> refused,
    List<Waiver> waivers,
    List<String> gaps,
    LocalDate today) {
  public Explanation {
    waivers = List.copyOf(waivers);
    gaps = List.copyOf(gaps);
  }
}
