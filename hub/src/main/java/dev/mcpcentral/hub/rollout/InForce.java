package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Waiver;
import java.util.List;
import java.util.Optional;

/** What of the configuration the servers follow now. */
public interface InForce {
  Optional<ServerSpec> spec(ServerName name);

  /** All of them, those that have expired too. */
  List<Waiver> waivers();

  /**
   * Follows {@code configuration} from now on, and waits until the server that it is about can be
   * used or has failed; a minute and a half at most.
   */
  void take(Configuration configuration, ServerName concerned);
}
