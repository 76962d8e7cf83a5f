package dev.mcpcentral.hub.translate;

/**
 * A document in which {@code @X} stands where a URI is to be exposed, and {@code x:1} where it is
 * to be left alone.
 */
record UriExample(UriPlaces places, String json) {
  private static final String LINK =
      "{ \"type\" : \"resource_link\", \"uri\" : \"@X\" ,\"name\":\"x:1\"}";
  private static final String EMBEDDED =
      "{\"resource\":{\"text\":\"x:1\",\"uri\":\"@X\"},\"type\":\"resource\"}";
  private static final String TEXT =
      "{\"type\":\"text\",\"text\":\"x:1\",\"uri\":\"x:1\",\"resource\":{\"uri\":\"x:1\"}}";
  private static final String KEPT =
      ",\"structuredContent\":{\"content\":[{\"type\":\"resource_link\",\"uri\":\"x:1\"}]}"
          + ",\"_meta\":{\"uri\":\"x:1\",\"ui\":{\"resourceUri\":\"x:1\"}},\"uri\":\"x:1\" ";
  private static final String SAMPLING =
      "{\"messages\":[{\"role\":\"user\",\"content\":"
          + EMBEDDED
          + "},{\"content\":["
          + TEXT
          + ",{\"type\":\"tool_result\",\"toolUseId\":\"1\",\"content\":["
          + LINK
          + "]}]}]"
          + ",\"tools\":[{\"name\":\"x:1\",\"_meta\":{\"ui\":{\"resourceUri\":\"x:1\"}}}]}";
  private static final String REQUESTS =
      "\"inputRequests\":{\"_meta\":{\"method\":\"sampling/createMessage\",\"params\":"
          + SAMPLING
          + "},\"e\":{\"method\":\"elicitation/create\",\"params\":{\"url\":\"x:1\",\"uri\":\"x:1\","
          + "\"messages\":[{\"content\":{\"type\":\"resource_link\",\"uri\":\"x:1\"}}]}}}";
  private static final String TOOL =
      "{\"content\":[" + TEXT + "," + LINK + " , " + EMBEDDED + ",7,null]" + KEPT + "}";
  private static final String PROMPT =
      "{\"description\":\"x:1\",\"messages\":[{\"role\":\"user\",\"content\":"
          + LINK
          + "},{\"content\":["
          + EMBEDDED
          + "]},{\"content\":"
          + TEXT
          + "}]}";
  private static final String READ =
      "{\"contents\":[{\"uri\":\"@X\",\"text\":\"x:1\",\"_meta\":{\"uri\":\"x:1\"}},"
          + "{\"blob\":\"\",\"uri\":\"@X\"}],\"uri\":\"x:1\"}";

  static UriExample[] all() {
    return new UriExample[] {
      new UriExample(UriPlaces.TOOL_RESULT, TOOL),
      new UriExample(UriPlaces.TOOL_RESULT, "{" + REQUESTS + ",\"requestState\":\"x:1\"}"),
      new UriExample(UriPlaces.PROMPT_RESULT, PROMPT),
      new UriExample(UriPlaces.PROMPT_RESULT, "{" + REQUESTS + "}"),
      new UriExample(UriPlaces.READ_RESULT, READ),
      new UriExample(
          UriPlaces.READ_ERROR, "{\"code\":-32602,\"data\":{\"uri\":\"@X\"},\"uri\":\"x:1\"}"),
      new UriExample(UriPlaces.TASK, "{\"taskId\":\"x:1\",\"result\":" + TOOL + "}"),
      new UriExample(UriPlaces.TASK, "{\"result\":" + PROMPT + "}"),
      new UriExample(
          UriPlaces.TASK,
          "{\"result\":" + READ.replace("\"text\"", "\"te\"") + "," + REQUESTS + "}"),
      new UriExample(
          UriPlaces.TOOL,
          "{\"inputSchema\":{\"properties\":{\"resourceUri\":{\"default\":\"x:1\"}}},\"_meta\":{"
              + "\"ui\":{\"resourceUri\":\"@X\",\"uri\":\"x:1\"},\"ui/resourceUri\":\"@X\","
              + "\"resourceUri\":\"x:1\"}}"),
      new UriExample(
          UriPlaces.RETRY_PARAMS,
          "{\"arguments\":{\"uri\":\"x:1\"},\"inputResponses\":{\"content\":{\"content\":["
              + LINK
              + "]},"
              + "\"f\":{\"action\":\"accept\",\"content\":{\"uri\":\"x:1\"}}}}"),
      new UriExample(UriPlaces.SAMPLING_PARAMS, SAMPLING),
      new UriExample(
          UriPlaces.SAMPLING_RESULT, "{\"role\":\"assistant\",\"content\":" + EMBEDDED + "}"),
    };
  }
}
