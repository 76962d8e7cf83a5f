package dev.mcpcentral.acceptance;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

final class OwnEngineCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String missing = Containers.engineAnswers() ? OwnEngine.missing() : "no Docker engine answers";
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("an engine of its own can be started");
    }
    NotRun.record(context.getUniqueId(), missing);
    return ConditionEvaluationResult.disabled(missing);
  }
}
