package dev.mcpcentral.acceptance;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a foreign client saw: for each step {@code {tools, pages}}, {@code {result, progress}} or
 * {@code {error, progress}}.
 */
record Visit(String protocolVersion, List<JsonNode> steps) {

  Set<String> toolNames(int step) {
    return steps
        .get(step)
        .path("tools")
        .valueStream()
        .map(tool -> tool.path("name").asString(""))
        .collect(Collectors.toSet());
  }

  JsonNode result(int step) {
    JsonNode result = steps.get(step).path("result");
    if (result.isMissingNode() || result.path("isError").asBoolean(false)) {
      throw new AssertionError("step " + step + " failed: " + steps.get(step));
    }
    return result;
  }

  /** The text of the first content block. */
  String text(int step) {
    return result(step).path("content").path(0).path("text").asString("");
  }

  /** What {@code progress} counted to in each notification that arrived. */
  List<Double> progress(int step) {
    return steps
        .get(step)
        .path("progress")
        .valueStream()
        .map(update -> update.path("progress").asDouble())
        .toList();
  }
}
