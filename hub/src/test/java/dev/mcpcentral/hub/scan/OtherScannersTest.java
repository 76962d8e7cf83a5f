package dev.mcpcentral.hub.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.advisory.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reports are written by the tools' documentation; the executables are handwritten, because the
 * tools cannot be had everywhere the tests run.
 */
class OtherScannersTest {
  private static final String TRIVY =
      """
      {"SchemaVersion":2,"ArtifactType":"cyclonedx","Results":[{"Target":"Node.js","Class":"lang-pkgs","Type":"node-pkg",
       "Vulnerabilities":[{"VulnerabilityID":"CVE-2021-44906","PkgName":"minimist","InstalledVersion":"1.2.5",
         "FixedVersion":"1.2.6","Severity":"CRITICAL","Title":"minimist: prototype pollution"}]},{"Target":"x"}]}
      """;

  private static final String GRYPE =
      """
      {"matches":[{"vulnerability":{"id":"GHSA-xvch-5gv4-984h","severity":"Critical","description":"Prototype Pollution",
         "fix":{"versions":["1.2.6"],"state":"fixed"}},"relatedVulnerabilities":[{"id":"CVE-2021-44906"}],
         "artifact":{"name":"minimist","version":"1.2.5","purl":"pkg:npm/minimist@1.2.5"}}],"descriptor":{"name":"grype"}}
      """;

  @TempDir Path folder;

  @Test
  void bothToolsAreAskedAndTheirFindingsJoined() throws IOException {
    tool("trivy", "printf '%s' '" + TRIVY + "'");
    tool("grype", "printf '%s' '" + GRYPE + "'");
    List<String> trouble = new ArrayList<>();
    Findings findings = new Findings();
    findings.addAll(scanners().scan(folder.resolve("sbom.json"), trouble::add));
    assertThat(trouble).isEmpty();
    assertThat(findings.sorted())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.id()).isEqualTo("CVE-2021-44906");
          assertThat(one.aliases()).containsExactly("GHSA-xvch-5gv4-984h");
          assertThat(one.severity()).isEqualTo(Severity.CRITICAL);
          assertThat(one.fixed()).hasValue("1.2.6");
          assertThat(one.by()).isEqualTo("grype, trivy");
        });
  }

  @Test
  void sbomIsHandedOverWithoutNetworkAndWithoutOurSecrets() throws IOException {
    tool("trivy", "echo \"$@\" > " + folder + "/arguments; env > " + folder + "/env; echo '{}'");
    scanners().scan(folder.resolve("sbom.json"), _ -> {});
    assertThat(folder.resolve("arguments"))
        .content()
        .contains("sbom --format json")
        .contains("--offline-scan")
        .contains(folder + "/sbom.json");
    assertThat(folder.resolve("env")).content().doesNotContain("hunter2");
  }

  @Test
  void toolThatFailsIsNoted() throws IOException {
    tool("trivy", "echo 'no database' >&2; exit 3");
    tool("grype", "echo 'not json'");
    List<String> trouble = new ArrayList<>();
    assertThat(scanners().scan(folder.resolve("sbom.json"), trouble::add)).isEmpty();
    assertThat(trouble)
        .containsExactly(
            "trivy did not scan: it ended with status 3: no database",
            "grype did not scan: its report is not JSON");
  }

  @Test
  void reportsOfAnotherFormHoldNothing() throws IOException {
    assertThat(ScannerReports.trivy("{\"Results\":[{\"Vulnerabilities\":null}]}".getBytes(UTF_8)))
        .isEmpty();
    assertThat(ScannerReports.grype("{\"matches\":{}}".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void nothingIsInstalledWithoutAPath() {
    assertThat(new OtherScanners(Map.of()).installed()).isEmpty();
  }

  private OtherScanners scanners() {
    return new OtherScanners(Map.of("PATH", folder + ":/usr/bin:/bin", "SECRET_TOKEN", "hunter2"));
  }

  private void tool(String name, String script) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
