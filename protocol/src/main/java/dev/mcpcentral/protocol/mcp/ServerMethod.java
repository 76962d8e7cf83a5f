package dev.mcpcentral.protocol.mcp;

import java.util.Arrays;
import java.util.Optional;

/** The requests that name something of one server, and are carried out by that server. */
public enum ServerMethod {
  CALL_TOOL("tools/call", "name"),
  GET_PROMPT("prompts/get", "name"),
  READ_RESOURCE("resources/read", "uri"),
  SUBSCRIBE("resources/subscribe", "uri"),
  UNSUBSCRIBE("resources/unsubscribe", "uri"),
  /** Names a prompt or a resource template inside {@code ref}. */
  COMPLETE("completion/complete", "ref"),
  /** The Tasks extension; {@code tasks/result} and {@code tasks/list} are of 2025-11-25 only. */
  GET_TASK("tasks/get", "taskId"),
  UPDATE_TASK("tasks/update", "taskId"),
  CANCEL_TASK("tasks/cancel", "taskId"),
  TASK_RESULT("tasks/result", "taskId");

  private final String method;
  private final String key;

  ServerMethod(String method, String key) {
    this.method = method;
    this.key = key;
  }

  /** As written on the wire. */
  public String method() {
    return method;
  }

  /** The member of the params that names it. */
  public String key() {
    return key;
  }

  /** Whether the server may answer {@code input_required} (2026-07-28, basic/patterns/mrtr). */
  public boolean mayNeedInput() {
    return this == CALL_TOOL || this == GET_PROMPT || this == READ_RESOURCE;
  }

  /** Whether it says what the client wants to hear of, and nothing is carried out. */
  public boolean subscribes() {
    return this == SUBSCRIBE || this == UNSUBSCRIBE;
  }

  public boolean ofTask() {
    return key.equals("taskId");
  }

  /** Modern clients subscribe by {@code subscriptions/listen} and get a task's result with it. */
  private boolean isIn(Era era) {
    return switch (this) {
      case SUBSCRIBE, UNSUBSCRIBE, TASK_RESULT -> era == Era.LEGACY;
      case UPDATE_TASK -> era == Era.MODERN;
      case CALL_TOOL, GET_PROMPT, READ_RESOURCE, COMPLETE, GET_TASK, CANCEL_TASK -> true;
    };
  }

  /** Empty when clients of {@code era} have no such request. */
  public static Optional<ServerMethod> of(String method, Era era) {
    return Arrays.stream(values())
        .filter(known -> known.method.equals(method) && known.isIn(era))
        .findFirst();
  }
}
