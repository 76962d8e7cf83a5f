package dev.mcpcentral.hub.translate;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.MetaKey;
import java.util.function.UnaryOperator;

/**
 * Where task ids stand, in the tasks extension and in the tasks of 2025-11-25. In every place, the
 * {@code _meta} that relates a message to a task is one too.
 */
public enum TaskPlaces {
  /**
   * Result of a request that may have become a task: {@code resultType: "task"}, or {@code task}.
   */
  CALL_RESULT((result, found) -> {
    found.accept(result.get("task").get("taskId"));
    if (result.get("resultType").isText("task")) {
      found.accept(result.get("taskId"));
    }
  }),
  /** A task itself: results and params of {@code tasks/*}, and notifications of its status. */
  TASK((task, found) -> found.accept(task.get("taskId"))),
  /** Any other params or result, such as of {@code tasks/result} or an elicitation. */
  MESSAGE((message, found) -> {});

  @SuppressWarnings("ImmutableEnumChecker") // a record of constants and functions without state
  private final Places places;

  TaskPlaces(Places.Finder finder) {
    this.places =
        new Places(
            new Key("taskId"),
            Shape.of("task", "_meta", MetaKey.RELATED_TASK),
            (json, found) -> {
              finder.find(json, found);
              found.accept(json.get("_meta").get(MetaKey.RELATED_TASK).get("taskId"));
            });
  }

  /**
   * {@code json} with every task id mapped, all else byte for byte; the same instance when nothing
   * changes. JSON without a sign of a task is not even parsed, so this is no check of it.
   *
   * @throws MalformedJsonException when it is not strict JSON, or opens more than 100,000 values
   */
  public Slice rewrite(Slice json, UnaryOperator<String> map) throws MalformedJsonException {
    return places.rewrite(json, map);
  }
}
