package dev.mcpcentral.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Looks at everything, in the order in which a hub needs it. Changes nothing. */
public final class Doctor {
  private Doctor() {}

  /** One look. */
  interface Check {
    void examine(Patient patient, Consumer<Finding> found);
  }

  private static final List<Check> CHECKS =
      List.of(
          Machine::java,
          HomeFolder::folder,
          HomeFolder::secrets,
          Machine::disk,
          Declarations::configuration,
          Declarations::ports,
          Isolation::engine,
          Records::audit,
          Declarations::tokens);

  /**
   * Hands on each finding as it is made; the looks take seconds together.
   *
   * @return all of them
   */
  public static List<Finding> examine(Patient patient, Consumer<Finding> asFound) {
    List<Finding> findings = new ArrayList<>();
    Consumer<Finding> found = asFound.andThen(findings::add);
    for (Check check : CHECKS) {
      try {
        check.examine(patient, found);
      } catch (RuntimeException e) {
        found.accept(
            Finding.fail(
                "doctor", "one look failed: " + e, "please report this with the line above it"));
      }
    }
    return findings;
  }
}
