package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.ClientFeature;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.hub.policy.Policy;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.Set;

/** Calls to the server {@code s} that policy has permitted. */
final class Permits {
  static final ServerName SERVER = new ServerName("s");
  static final Principal ANNA = new Principal.Client("anna");
  static final Principal BOB = new Principal.Client("bob");

  private Permits() {}

  /** A client of {@code era} that can be asked for {@code features}. */
  static Client client(Era era, ClientFeature... features) {
    Revision revision = era == Era.MODERN ? Revision.MODERN : Revision.NEWEST_LEGACY;
    ClientCapabilities capabilities = new ClientCapabilities(Set.of(features));
    return new Client(revision, "tester", capabilities, null, null);
  }

  /** A call of the tool {@code t} with these params. */
  static Permitted tool(Client client, String params) {
    return of(ANNA, client, ServerMethod.CALL_TOOL, "t", params);
  }

  static Permitted of(
      Principal principal, Client client, ServerMethod verb, String name, String params) {
    Members read = members(params);
    Ask.OfServer ask = new Ask.OfServer(verb, null, "s__" + name, read, members(meta(read)));
    Call call = new Call(principal, Surface.MCP, client, ask);
    Route route = new Route(SERVER, name, "sha256:00", "00");
    return (Permitted) new Policy(1).decide(call, ask, route, RiskLevel.LOW);
  }

  private static String meta(Members params) {
    Slice meta = params.find("_meta");
    return meta == null ? "{}" : meta.text();
  }

  static Members members(String json) {
    try {
      return Members.ofObject(Slice.of(json));
    } catch (MalformedJsonException wrongTest) {
      throw new IllegalArgumentException(wrongTest);
    }
  }
}
