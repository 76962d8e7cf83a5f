package dev.mcpcentral.hub.spec;

import java.util.List;
import java.util.Set;

/**
 * Ports of protocols whose clients do not say which host they mean: they wait for the service to
 * speak, or begin without TLS. A program that knows of no proxy is led by its port alone there.
 */
final class PlainPorts {
  private static final Set<Integer> PORTS =
      Set.of(
          21, 22, 23, 25, 43, 110, 143, 389, 587, 873, 1433, 1521, 1883, 3306, 3389, 4222, 5222,
          5432, 5672, 5900, 6379, 6667, 9042, 9092, 9418, 11211, 27017);

  private PlainPorts() {}

  /** Refuses two names at one such port; addresses are reached by proxy only, and may be many. */
  static void check(List<Egress> egress) {
    for (int port : PORTS) {
      List<String> hosts =
          egress.stream()
              .filter(entry -> entry.port() == port && !Egress.isAddress(entry.host()))
              .map(Egress::host)
              .distinct()
              .toList();
      if (hosts.size() > 1) {
        throw new InvalidSpecException(
            "egress",
            "egress has %s at port %d, where no program says which of them it means: list one name for this port, and declare a second server for the other"
                .formatted(String.join(" and ", hosts), port));
      }
    }
  }
}
