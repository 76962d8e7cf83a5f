package dev.mcpcentral.acceptance;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The official Inspector's command line: a new process and connection for every step. */
record InspectorClient(String era) implements ForeignClient {
  @Override
  public Visit visit(URI endpoint, List<Step> steps) {
    return new Visit("", steps.stream().map(step -> once(endpoint, step)).toList());
  }

  private JsonNode once(URI endpoint, Step step) {
    var arguments = new ArrayList<String>();
    arguments.add(
        "inspector/node_modules/@modelcontextprotocol/inspector/clients/cli/build/index.js");
    arguments.addAll(List.of(endpoint.toString(), "--transport", "http", "--quiet"));
    arguments.addAll(List.of("--protocol-era", era));
    return switch (step) {
      case Step.ListTools list -> {
        arguments.addAll(List.of("--method", "tools/list"));
        yield Clients.run("", arguments);
      }
      case Step.Call call -> {
        arguments.addAll(List.of("--method", "tools/call", "--tool-name", call.tool()));
        arguments.addAll(List.of("--tool-args-json", Json.write(call.arguments())));
        yield Json.tree(Map.of("result", Clients.run("", arguments)));
      }
    };
  }

  @Override
  public boolean showsProgress() {
    return false;
  }

  @Override
  public boolean cancels() {
    return false;
  }
}
