package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WhereaboutsTest {
  private static ContainerFacts on(Map<String, String> addresses) {
    ContainerExample container = new ContainerExample("c", "mcp.server=s");
    container.addresses = addresses;
    return container.facts();
  }

  @Test
  void hubOnTheMachineReachesEveryNetwork() throws Exception {
    var address = Whereabouts.ON_THE_MACHINE.address(on(Map.of("mcp-internal", "172.30.0.4")), 80);
    assertThat(address.getAddress().getHostAddress()).isEqualTo("172.30.0.4");
    assertThat(address.getPort()).isEqualTo(80);
  }

  @Test
  void hubInAContainerTakesTheNetworkThatBothAreOn() throws Exception {
    Whereabouts hub = new Whereabouts(Optional.of(Set.of("mcp-internal", "mcp-public")));
    var address = hub.address(on(Map.of("bridge", "172.17.0.4", "mcp-internal", "172.30.0.4")), 80);
    assertThat(address.getAddress().getHostAddress()).isEqualTo("172.30.0.4");
  }

  @Test
  void hubInAContainerSaysThatNoNetworkIsShared() {
    Whereabouts hub = new Whereabouts(Optional.of(Set.of("mcp-internal")));
    assertThatThrownBy(() -> hub.address(on(Map.of("bridge", "172.17.0.4")), 80))
        .hasMessageContaining("shares no network");
  }
}
