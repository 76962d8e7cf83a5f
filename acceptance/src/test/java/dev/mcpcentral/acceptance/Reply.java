package dev.mcpcentral.acceptance;

import java.net.http.HttpHeaders;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What came back for one POST: a single JSON document, or the messages of an event stream. */
record Reply(int status, HttpHeaders headers, String body) {

  List<JsonNode> messages() {
    if (!headers.firstValue("content-type").orElse("").startsWith("text/event-stream")) {
      return body.isBlank() ? List.of() : List.of(Json.parse(body));
    }
    return body.lines()
        .filter(line -> line.startsWith("data:"))
        .map(line -> line.substring("data:".length()).strip())
        .filter(data -> !data.isEmpty())
        .map(Json::parse)
        .toList();
  }

  /** The response itself: the last message. */
  JsonNode response() {
    var messages = messages();
    if (messages.isEmpty()) {
      throw new AssertionError("an empty reply: " + this);
    }
    return messages.getLast();
  }

  /** Everything before the response. */
  List<JsonNode> notifications() {
    var messages = messages();
    return messages.subList(0, messages.size() - 1);
  }

  JsonNode result() {
    JsonNode result = response().path("result");
    if (result.isMissingNode()) {
      throw new AssertionError("no result in " + this);
    }
    return result;
  }

  /** The text of the first content block of a tool's result. */
  String text() {
    return result().path("content").path(0).path("text").asString("");
  }

  /** Whether a tool call failed, in either of the two ways that MCP has to say so. */
  boolean failed() {
    JsonNode response = response();
    return response.has("error") || response.path("result").path("isError").asBoolean(false);
  }

  int errorCode() {
    return response().path("error").path("code").asInt(0);
  }

  JsonNode errorData() {
    return response().path("error").path("data");
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
