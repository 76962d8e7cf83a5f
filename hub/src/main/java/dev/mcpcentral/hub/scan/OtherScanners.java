package dev.mcpcentral.hub.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Trivy and Grype, where the operator has installed them: run on the SBOM, without network. Their
 * findings join ours. What they fail at is noted, and blocks nothing.
 */
public final class OtherScanners {
  /** They bring data of their own, of whose age we know nothing. */
  private static final Duration RECENT = Duration.ofDays(1);

  private record Tool(String name, Path executable) {}

  private final String searchPath;
  private final Map<String, String> environment;

  /** Looks for them in the folders of {@code environment}'s {@code PATH}. */
  public OtherScanners(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.searchPath = Objects.requireNonNullElse(environment.get("PATH"), "");
  }

  /** Which there are: changes when one is installed, removed or replaced. */
  List<String> installed() {
    return tools().map(OtherScanners::identity).toList();
  }

  List<String> names() {
    return tools().map(Tool::name).toList();
  }

  /** Whether what they said then still counts. */
  boolean recent(Instant scanned, Instant now) {
    return tools().findAny().isEmpty() || Duration.between(scanned, now).compareTo(RECENT) < 0;
  }

  List<Finding> scan(Path sbom, Consumer<String> trouble) {
    List<Finding> findings = new ArrayList<>();
    for (Tool tool : tools().toList()) {
      try {
        byte[] report = new ScannerRun(tool.executable(), environment).run(arguments(tool, sbom));
        findings.addAll(
            tool.name().equals("trivy")
                ? ScannerReports.trivy(report)
                : ScannerReports.grype(report));
      } catch (IOException failed) {
        trouble.accept(tool.name() + " did not scan: " + failed.getMessage());
      }
    }
    return findings;
  }

  private static List<String> arguments(Tool tool, Path sbom) {
    return tool.name().equals("trivy")
        ? List.of(
            "sbom",
            "--format",
            "json",
            "--quiet",
            "--offline-scan",
            "--skip-db-update",
            "--skip-java-db-update",
            sbom.toString())
        : List.of("sbom:" + sbom, "-o", "json", "-q");
  }

  private Stream<Tool> tools() {
    return Stream.of("trivy", "grype").flatMap(this::find);
  }

  private Stream<Tool> find(String name) {
    return Stream.of(searchPath.split(":", -1))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .limit(1)
        .map(file -> new Tool(name, file));
  }

  private static String identity(Tool tool) {
    try {
      return tool.executable()
          + " of "
          + Files.getLastModifiedTime(tool.executable()).toInstant()
          + ", "
          + Files.size(tool.executable())
          + " bytes";
    } catch (IOException gone) {
      return tool.executable().toString();
    }
  }
}
