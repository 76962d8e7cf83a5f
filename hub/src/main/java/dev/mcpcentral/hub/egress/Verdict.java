package dev.mcpcentral.hub.egress;

import java.net.InetSocketAddress;
import java.util.List;

/** Whether a destination may be reached. */
sealed interface Verdict {
  /** It may, at these addresses, which were all checked. */
  record Open(List<InetSocketAddress> addresses) implements Verdict {
    public Open {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * It may not.
   *
   * @param reason for people
   * @param entry what the operator would have to declare
   */
  record Shut(String reason, String entry) implements Verdict {}

  /** It may, but has no address. */
  record Lost(String reason) implements Verdict {}
}
