package dev.mcpcentral.hub.translate;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Where resource URIs stand in what travels between a client and a server, so that they can be
 * mapped there and nowhere else (a definition's own and the one that a request names are replaced
 * with its name, not here): never in text, arguments, {@code structuredContent} or other members of
 * {@code _meta}.
 */
public enum UriPlaces {
  /** Result of {@code tools/call}, complete or {@code input_required}; also of a tool's task. */
  TOOL_RESULT(ContentUris::ofToolResult),
  /** Result of {@code prompts/get}, complete or {@code input_required}. */
  PROMPT_RESULT(ContentUris::ofPromptResult),
  /** Result of {@code resources/read}, complete or {@code input_required}. */
  READ_RESULT(ContentUris::ofReadResult),
  /** Error of {@code resources/read}: its {@code data.uri}. */
  READ_ERROR((error, found) -> found.accept(error.get("data").get("uri"))),
  /**
   * Result of {@code tasks/get} or params of {@code notifications/tasks}: the {@code result} of
   * whatever the task did, and its {@code inputRequests}.
   */
  TASK(ContentUris::ofTask),
  /** One definition in {@code tools/list}: the resource of an MCP App, in both its spellings. */
  TOOL("resourceUri", UriPlaces::app),
  /** Params of a retried {@code tools/call} or {@code prompts/get}, and {@code tasks/update}. */
  RETRY_PARAMS(ContentUris::ofInputResponses),
  /** Params of {@code sampling/createMessage}. */
  SAMPLING_PARAMS(ContentUris::ofMessages),
  /** Result of {@code sampling/createMessage}. */
  SAMPLING_RESULT(ContentUris::ofContent);

  @SuppressWarnings("ImmutableEnumChecker") // a record of constants and functions without state
  private final Places places;

  UriPlaces(Places.Finder finder) {
    this("uri", finder);
  }

  UriPlaces(String key, Places.Finder finder) {
    this.places = new Places(new Key(key), ContentUris.SHAPE, finder);
  }

  /**
   * {@code json} with every URI mapped, all else byte for byte; the same instance when nothing
   * changes. JSON without a sign of a URI is not even parsed, so this is no check of it.
   *
   * @throws MalformedJsonException when it is not strict JSON, or opens more than 100,000 values
   */
  public Slice rewrite(Slice json, UnaryOperator<String> map) throws MalformedJsonException {
    return places.rewrite(json, map);
  }

  private static void app(Node tool, Consumer<Node> found) {
    Node meta = tool.get("_meta");
    found.accept(meta.get("ui").get("resourceUri"));
    found.accept(meta.get("ui/resourceUri"));
  }
}
