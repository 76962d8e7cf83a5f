package dev.mcpcentral.acceptance;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One thing that a foreign client is told to do. */
sealed interface Step {
  /** List all tools, page by page. */
  record ListTools() implements Step {}

  /** Call a tool, asking for progress; cancelled after a while when a time is given. */
  record Call(String tool, Map<String, ?> arguments, Optional<Duration> cancelAfter)
      implements Step {}

  static Step list() {
    return new ListTools();
  }

  static Step call(String tool, Map<String, ?> arguments) {
    return new Call(tool, arguments, Optional.empty());
  }

  static Step cancelledCall(String tool, Map<String, ?> arguments, Duration after) {
    return new Call(tool, arguments, Optional.of(after));
  }

  /** As {@code clients/plan.mjs} reads it. */
  default Map<String, Object> plan() {
    var plan = new LinkedHashMap<String, Object>();
    switch (this) {
      case ListTools list -> plan.put("list", true);
      case Call call -> {
        plan.put("call", call.tool());
        plan.put("arguments", call.arguments());
        call.cancelAfter().ifPresent(after -> plan.put("cancelAfterMillis", after.toMillis()));
      }
    }
    return plan;
  }
}
