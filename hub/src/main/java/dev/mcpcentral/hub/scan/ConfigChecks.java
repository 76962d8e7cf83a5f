package dev.mcpcentral.hub.scan;

import dev.mcpcentral.hub.advisory.Severity;
import dev.mcpcentral.hub.sbom.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What an image's configuration says about it: its user, and secrets in its texts. */
final class ConfigChecks {
  private static final Pattern ROOT = Pattern.compile("(?:|0|root)(?::.*)?");
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?:.*_)?(?:TOKEN|SECRET|SECRET_KEY|PASSWORD|PASSWD|API_?KEY|ACCESS_KEY|PRIVATE_KEY"
              + "|CREDENTIALS)",
          Pattern.CASE_INSENSITIVE);
  private static final int SHORTEST_SECRET = 8;

  private ConfigChecks() {}

  static List<Finding> findings(ImageConfig config) {
    List<Finding> findings = new ArrayList<>();
    if (ROOT.matcher(config.user()).matches()) {
      findings.add(
          Finding.check(
              "root",
              Severity.HIGH,
              "the image's user",
              "is root; give its Dockerfile a USER line (this hub starts it as another user all the"
                  + " same)"));
    }
    config.environment().forEach(entry -> environment(findings, entry));
    config.labels().forEach((name, value) -> texts(findings, "label " + name, value));
    for (int i = 0; i < config.history().size(); i++) {
      texts(findings, "history, step " + (i + 1), config.history().get(i));
    }
    return findings;
  }

  private static void environment(List<Finding> findings, String entry) {
    int equals = entry.indexOf('=');
    String name = equals < 0 ? entry : entry.substring(0, equals);
    String value = equals < 0 ? "" : entry.substring(equals + 1);
    if (!texts(findings, "environment variable " + name, value)
        && SECRET_NAME.matcher(name).matches()
        && looksLikeValue(value)) {
      findings.add(
          Finding.check(
              "secret",
              Severity.HIGH,
              "environment variable " + name,
              "has a value in the image; give it to the server when it starts instead"));
    }
  }

  /** A path says where a secret is, and a short word is a switch. */
  private static boolean looksLikeValue(String value) {
    return value.length() >= SHORTEST_SECRET && !value.startsWith("/") && !value.contains("${");
  }

  private static boolean texts(List<Finding> findings, String where, String text) {
    Set<String> kinds = SecretSearch.find(text);
    if (!kinds.isEmpty()) {
      findings.add(
          Finding.check(
              "secret",
              Severity.CRITICAL,
              where,
              "holds " + String.join(", ", kinds) + "; whoever has the image has it"));
    }
    return !kinds.isEmpty();
  }
}
