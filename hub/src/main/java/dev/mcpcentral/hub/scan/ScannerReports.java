package dev.mcpcentral.hub.scan;

import dev.mcpcentral.hub.advisory.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON reports of Trivy and Grype, as their documentation describes them. */
final class ScannerReports {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST = 300;

  private ScannerReports() {}

  /** {@code Results[].Vulnerabilities[]} of {@code trivy sbom --format json}. */
  static List<Finding> trivy(byte[] report) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode result : read(report).path("Results")) {
      for (JsonNode found : result.path("Vulnerabilities")) {
        Set<String> aliases = new TreeSet<>();
        found.path("VendorIDs").valueStream().forEach(id -> aliases.add(id.asString("")));
        finding(
                found.path("VulnerabilityID"),
                aliases,
                found.path("Severity"),
                text(found.path("PkgName")) + " " + text(found.path("InstalledVersion")),
                text(found.path("Title")),
                text(found.path("FixedVersion")),
                "trivy")
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  /** {@code matches[]} of {@code grype -o json}. */
  static List<Finding> grype(byte[] report) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode match : read(report).path("matches")) {
      JsonNode found = match.path("vulnerability");
      JsonNode artifact = match.path("artifact");
      Set<String> aliases = new TreeSet<>();
      match
          .path("relatedVulnerabilities")
          .valueStream()
          .forEach(other -> aliases.add(text(other.path("id"))));
      finding(
              found.path("id"),
              aliases,
              found.path("severity"),
              text(artifact.path("name")) + " " + text(artifact.path("version")),
              text(found.path("description")),
              text(found.path("fix").path("versions").path(0)),
              "grype")
          .ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<Finding> finding(
      JsonNode id,
      Set<String> aliases,
      JsonNode severity,
      String subject,
      String summary,
      String fixed,
      String by) {
    String name = text(id);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    aliases.remove(name);
    aliases.remove("");
    return Optional.of(
        new Finding(
            name,
            aliases,
            Severity.ofWord(text(severity)),
            subject,
            summary.lines().findFirst().orElse(""),
            fixed.isEmpty() ? Optional.empty() : Optional.of(fixed),
            by));
  }

  private static String text(JsonNode node) {
    String text = node.asString("");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static JsonNode read(byte[] report) throws IOException {
    try {
      return JSON.readTree(report);
    } catch (JacksonException notJson) {
      throw new IOException("its report is not JSON", notJson);
    }
  }
}
