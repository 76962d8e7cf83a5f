package dev.mcpcentral.hub.translate;

import java.util.function.Consumer;

/** URIs in content blocks, and in the results and params that hold content blocks. */
final class ContentUris {
  /** Everything that {@link UriPlaces} goes through. */
  static final Shape SHAPE =
      Shape.of(
              "content",
              "contents",
              "messages",
              "resource",
              "result",
              "params",
              "data",
              "_meta",
              "ui")
          .withMaps("inputRequests", "inputResponses");

  private ContentUris() {}

  static void ofToolResult(Node result, Consumer<Node> found) {
    ofContent(result, found);
    ofInputRequests(result, found);
  }

  static void ofPromptResult(Node result, Consumer<Node> found) {
    ofMessages(result, found);
    ofInputRequests(result, found);
  }

  static void ofReadResult(Node result, Consumer<Node> found) {
    result.get("contents").elements().forEach(part -> found.accept(part.get("uri")));
    ofInputRequests(result, found);
  }

  static void ofTask(Node task, Consumer<Node> found) {
    Node result = task.get("result");
    ofContent(result, found);
    ofMessages(result, found);
    ofReadResult(result, found);
    ofInputRequests(task, found);
  }

  static void ofMessages(Node holder, Consumer<Node> found) {
    holder.get("messages").elements().forEach(message -> ofContent(message, found));
  }

  /** {@code content} is a list of blocks or, in prompts and sampling, a single one. */
  static void ofContent(Node holder, Consumer<Node> found) {
    Node content = holder.get("content");
    ofBlock(content, found);
    content.elements().forEach(block -> ofBlock(block, found));
  }

  static void ofInputResponses(Node params, Consumer<Node> found) {
    params.get("inputResponses").values().forEach(response -> ofContent(response, found));
  }

  private static void ofInputRequests(Node result, Consumer<Node> found) {
    for (Node request : result.get("inputRequests").values()) {
      if (request.get("method").isText("sampling/createMessage")) {
        ofMessages(request.get("params"), found);
      }
    }
  }

  private static void ofBlock(Node block, Consumer<Node> found) {
    switch (block.get("type").text()) {
      case "resource_link" -> found.accept(block.get("uri"));
      case "resource" -> found.accept(block.get("resource").get("uri"));
      case "tool_result" -> ofContent(block, found);
      case null -> {}
      default -> {}
    }
  }
}
