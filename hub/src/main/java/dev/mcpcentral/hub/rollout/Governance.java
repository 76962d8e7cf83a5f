package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Egress;
import dev.mcpcentral.hub.spec.RiskLevel;
import java.util.List;
import java.util.Optional;

/**
 * What an operator decides about declared servers; written into the configuration file. Blocking;
 * safe for concurrent use. All methods throw {@link FleetException}, whose message is for people.
 */
public interface Governance {
  /** Why a server is at its level, and what follows from it. */
  Explanation explain(ServerName server);

  /**
   * Lets a server be called, and waits until it is ready or has failed. Refused, with nothing
   * written, when the engine would not start it.
   *
   * @param waived the operator's reason to do without an isolating runtime for a while
   */
  void enable(ServerName server, Optional<RuntimeWaiver> waived);

  /** Stops a server and keeps it from being called until {@link #enable}. */
  void disable(ServerName server);

  /**
   * Notes that somebody has looked at a server.
   *
   * @param risk its level from now on; empty leaves the declared one
   */
  void review(ServerName server, Optional<RiskLevel> risk);

  /** What a server may reach, and what it asked for while that was learned. */
  EgressReport egress(ServerName server);

  /**
   * Puts a list in place of {@code egress: learn}.
   *
   * @param accepted part of what {@link #egress} proposes now, and not empty
   */
  void acceptEgress(ServerName server, List<Egress> accepted);

  /**
   * A wish to run a server of high risk in the engine's usual runtime.
   *
   * @param days how long, 1 to 366
   */
  record RuntimeWaiver(String reason, int days) {
    public RuntimeWaiver {
      if (days < 1 || days > 366) {
        throw new IllegalArgumentException("a waiver lasts 1 to 366 days");
      }
    }
  }
}
