package dev.mcpcentral.hub.advisory;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import us.springett.cvss.Cvss;
import us.springett.cvss.MalformedVectorException;

/** How bad an OSV record says it is: by CVSS where there is a vector, else in words. */
final class OsvSeverity {
  private static final int LONGEST_VECTOR = 512;
  private static final String MALICIOUS = "MAL-";

  private OsvSeverity() {}

  static Severity of(JsonNode record, JsonNode affected) {
    if (record.path("id").asString("").startsWith(MALICIOUS)) {
      return Severity.CRITICAL;
    }
    Severity scored =
        Stream.concat(
                record.path("severity").valueStream(), affected.path("severity").valueStream())
            .map(OsvSeverity::scored)
            .reduce(Severity.UNKNOWN, Severity::worse);
    return scored == Severity.UNKNOWN ? inWords(record, affected) : scored;
  }

  private static Severity scored(JsonNode severity) {
    String score = severity.path("score").asString("");
    return severity.path("type").asString("").startsWith("CVSS_V")
        ? ofVector(score)
        : Severity.ofWord(score);
  }

  /** {@link Severity#UNKNOWN} for what is not a vector. */
  static Severity ofVector(String vector) {
    if (vector.length() > LONGEST_VECTOR) {
      return Severity.UNKNOWN;
    }
    try {
      Cvss cvss = Cvss.fromVector(vector);
      return cvss == null
          ? Severity.UNKNOWN
          : Severity.ofScore(cvss.calculateScore().getBaseScore());
    } catch (MalformedVectorException | IllegalStateException | NullPointerException malformed) {
      // The library answers an incomplete vector with any of these.
      return Severity.UNKNOWN;
    }
  }

  private static Severity inWords(JsonNode record, JsonNode affected) {
    return Stream.of(
            record.path("database_specific").path("severity"),
            affected.path("database_specific").path("severity"),
            affected.path("ecosystem_specific").path("severity"),
            affected.path("ecosystem_specific").path("urgency"))
        .map(word -> Severity.ofWord(word.asString("")))
        .reduce(Severity.UNKNOWN, Severity::worse);
  }
}
