package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.List;
import java.util.stream.Collectors;

/** What migrating would mean, in the order in which it would be done. */
final class MigrationPlan {
  private MigrationPlan() {}

  /**
   * One server's part.
   *
   * @param obstacle why it is left out; empty when it is not
   */
  record Step(
      String server,
      String risk,
      String from,
      String to,
      List<String> does,
      String obstacle,
      Slice json) {}

  static List<Step> of(Slice answer) {
    return Fields.of(answer).slices("steps").stream().map(MigrationPlan::step).toList();
  }

  private static Step step(Slice json) {
    Fields step = Fields.of(json);
    return new Step(
        step.text("server"),
        step.text("risk"),
        step.text("from"),
        step.text("to"),
        step.texts("does"),
        step.text("obstacle"),
        json);
  }

  static void print(List<Step> steps, Output output) {
    if (output.json()) {
      List<Slice> rows = steps.stream().map(Step::json).toList();
      output.document(new JsonObject().list("steps", rows).slice());
      return;
    }
    int number = 0;
    for (Step step : steps) {
      if (step.obstacle().isEmpty()) {
        number++;
        output.line(
            "%d. %s (%s risk): %s → %s"
                .formatted(number, step.server(), step.risk(), step.from(), step.to()));
        step.does().forEach(line -> output.line("     " + line));
      }
    }
    output.line(number == 0 ? "Nothing would be migrated." : "Nothing was changed.");
    List<Step> left = steps.stream().filter(step -> !step.obstacle().isEmpty()).toList();
    if (!left.isEmpty()) {
      output.line(
          left.stream()
              .map(step -> "  %s: %s".formatted(step.server(), step.obstacle()))
              .collect(Collectors.joining("\n", "Left as they are:\n", "")));
    }
  }
}
