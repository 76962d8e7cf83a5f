package dev.mcpcentral.acceptance;

import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The official TypeScript SDK.
 *
 * @param sdk the folder under {@code clients}: {@code ts1} or {@code ts2}
 * @param era {@code legacy}, {@code auto} or {@code modern}
 */
record TypeScriptClient(String sdk, String era) implements ForeignClient {
  @Override
  public Visit visit(URI endpoint, List<Step> steps) {
    var plan =
        Map.of(
            "url", endpoint.toString(),
            "era", era,
            "steps", steps.stream().map(Step::plan).toList());
    JsonNode seen = Clients.run(Json.write(plan), List.of(sdk + "/client.mjs"));
    return new Visit(
        seen.path("protocolVersion").asString(""), seen.path("steps").valueStream().toList());
  }

  @Override
  public boolean showsProgress() {
    return true;
  }

  @Override
  public boolean cancels() {
    return true;
  }
}
