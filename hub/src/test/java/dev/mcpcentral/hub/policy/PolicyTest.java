package dev.mcpcentral.hub.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {
  private static final Ask.OfServer ASK =
      new Ask.OfServer(ServerMethod.CALL_TOOL, null, "files__read", Members.NONE, Members.NONE);
  private static final Route ROUTE = new Route(new ServerName("files"), "read", "sha256:00", "00");

  @ParameterizedTest
  @EnumSource(RiskLevel.class)
  void anonymousCallersReachEverythingButHighRisk(RiskLevel risk) {
    Decision decision = decide(new Principal.Anonymous(), risk);
    assertThat(decision instanceof Permitted).isEqualTo(risk != RiskLevel.HIGH);
  }

  @ParameterizedTest
  @EnumSource(RiskLevel.class)
  void provenPrincipalsReachEverything(RiskLevel risk) {
    assertThat(decide(new Principal.Client("anonymous"), risk)).isInstanceOf(Permitted.class);
    assertThat(decide(new Principal.Operator(), risk)).isInstanceOf(Permitted.class);
  }

  @Test
  void permissionCarriesItsCallAndItsRoute() {
    Permitted permitted = (Permitted) decide(new Principal.Operator(), RiskLevel.HIGH);
    assertThat(permitted.ask()).isSameAs(ASK);
    assertThat(permitted.route()).isSameAs(ROUTE);
    assertThat(permitted.call().principal()).isEqualTo(new Principal.Operator());
  }

  @Test
  void nobodyElseCanMakeAPermission() {
    assertThat(Arrays.stream(Permitted.class.getDeclaredConstructors()))
        .allMatch(constructor -> constructor.getModifiers() == 0);
  }

  private static Decision decide(Principal principal, RiskLevel risk) {
    Call call = new Call(principal, Surface.MCP, Client.plain(Revision.MODERN, null), ASK);
    return new Policy(1).decide(call, ASK, ROUTE, risk);
  }
}
