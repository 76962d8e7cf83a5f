package dev.mcpcentral.acceptance;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What the conformance suite found in one scenario.
 *
 * @param scored whether the revision's requirements count it
 * @param checks each with {@code id}, {@code status}, and what there is to say about it
 */
record Scenario(String name, boolean scored, List<JsonNode> checks) {
  private static final Set<String> WRONG = Set.of("FAILURE", "WARNING");
  private static final int DETAILS_LIMIT = 1500;

  Scenario {
    checks = List.copyOf(checks);
  }

  static Scenario from(JsonNode result) {
    return new Scenario(
        result.path("scenario").asString(""),
        result.path("scored").asBoolean(),
        result.path("checks").valueStream().toList());
  }

  /** Failures, and warnings too: a requirement that is only recommended is still kept. */
  List<JsonNode> wrong() {
    return checks.stream()
        .filter(check -> WRONG.contains(check.path("status").asString("")))
        .toList();
  }

  boolean passes() {
    return wrong().isEmpty();
  }

  /** Whether the suite validated what it received against the revision's schema. */
  boolean validatesMessages() {
    return checks.stream()
        .anyMatch(check -> check.path("id").asString("").equals("wire-schema-valid"));
  }

  /** The checks that are wrong, with what the suite says about them. */
  String complaint() {
    return wrong().stream().map(this::complaint).collect(Collectors.joining("\n"));
  }

  private String complaint(JsonNode check) {
    String details = check.path("details").toString();
    return "%s:%s %s: %s%n    %s"
        .formatted(
            name,
            check.path("id").asString(""),
            check.path("status").asString(""),
            check.path("errorMessage").asString(check.path("description").asString("")),
            details.substring(0, Math.min(details.length(), DETAILS_LIMIT)));
  }
}
