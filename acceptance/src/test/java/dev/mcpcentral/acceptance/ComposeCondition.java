package dev.mcpcentral.acceptance;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

final class ComposeCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String missing =
        !Containers.engineAnswers()
            ? "no Docker engine answers"
            : ComposeProject.commandIsThere() ? "" : "the command docker-compose is not there";
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("docker-compose and an engine are there");
    }
    NotRun.record(context.getUniqueId(), missing);
    return ConditionEvaluationResult.disabled(missing);
  }
}
