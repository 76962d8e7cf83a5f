package dev.mcpcentral.acceptance;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

final class EngineCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Containers.engineAnswers()) {
      return ConditionEvaluationResult.enabled("a Docker engine answers");
    }
    NotRun.record(context.getUniqueId(), "no Docker engine answers");
    return ConditionEvaluationResult.disabled("no Docker engine answers");
  }
}
