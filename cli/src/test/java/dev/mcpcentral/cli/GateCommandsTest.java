package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known against images, and what an operator lives with; with a hub and without. */
class GateCommandsTest {
  private static final String ADVISORY =
      """
      {"id":"GHSA-xvch-5gv4-984h","modified":"2020-01-01T00:00:00Z","affected":[{"package":
      {"ecosystem":"npm","name":"minimist"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]}
      """;

  @TempDir Path directory;

  @Test
  void scanTellsFindingsAndIsRefusedUntilTheyAreWaived() throws IOException {
    try (MemoryHub _ = new MemoryHub(directory)) {
      Shell.Finished over = run("scan", "memory");
      assertThat(over.exit()).isEqualTo(ExitCode.REFUSED);
      assertThat(over.out())
          .contains("memory: quarantined: 1 finding over the gate")
          .containsPattern("blocks +critical +CVE-2021-44906 +minimist 1.2.5 +1.2.6")
          .contains("unknown  node: no advisory data");
      assertThat(over.err()).contains("scanning the image of memory");
      assertThat(run("scan", "--all", "--json").out()).startsWith("{\"verdicts\":[{\"server\"");

      Shell.Finished waived =
          run("waive", "memory", "CVE-2021-44906", "--reason", "not reachable", "--for", "30d");
      assertThat(waived.exit()).as(waived.err()).isEqualTo(ExitCode.OK);
      assertThat(run("scan", "memory").exit()).isEqualTo(ExitCode.OK);
      assertThat(run("scan", "memory").out()).contains("waived until ");
    }
  }

  @Test
  void sbomIsPrintedAsItIs() throws IOException {
    try (MemoryHub _ = new MemoryHub(directory)) {
      assertThat(run("sbom", "memory").out()).isEqualTo("{\"bomFormat\":\"CycloneDX\"}\n");
      assertThat(run("sbom", "nobody").exit()).isEqualTo(ExitCode.FAILED);
    }
  }

  @Test
  void advisoriesAreImportedByTheHubThatRuns() throws IOException {
    Path file = Files.writeString(directory.resolve("osv.json"), ADVISORY);
    try (MemoryHub _ = new MemoryHub(directory)) {
      assertThat(run("advisories", "import", "osv.json").out())
          .contains("7 advisories taken over, 1 files were none");
      Files.delete(file);
      assertThat(run("advisories", "import", "osv.json").err()).contains("does not exist");
    }
  }

  @Test
  void advisoriesAreImportedWithoutAHubAndCalledOld() throws IOException {
    assertThat(run("advisories", "status").out()).startsWith("No advisory data");
    Files.writeString(directory.resolve("osv.json"), ADVISORY);
    Shell.Finished imported = run("advisories", "import", "osv.json");
    assertThat(imported.exit()).as(imported.err()).isEqualTo(ExitCode.OK);
    assertThat(run("advisories", "status").out()).contains("npm", "old: more than 7 days");
    assertThat(run("advisories", "status", "--json").out()).contains("\"advisories\":1");
    assertThat(run("advisories", "import", "nothing.json").exit()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void waiverIsWrittenWithoutAHubAndKeepsComments() throws IOException {
    Path config = Files.writeString(directory.resolve("mcp-central.yaml"), "servers: {}  # mine\n");
    assertThat(run("waivers").out()).isEqualTo("No waivers.\n");
    Shell.Finished waived =
        run("waive", "x", "root", "--reason", "maker repairs it", "--until", "2999-01-31");
    assertThat(waived.exit()).as(waived.err()).isEqualTo(ExitCode.OK);
    assertThat(config).content().contains("# mine", "2999-01-31", "maker repairs it");
    assertThat(run("waivers").out()).containsPattern("x +root +2999-01-31 +maker repairs it");
    Files.writeString(config, Files.readString(config).replace("2999", "2001"));
    assertThat(run("waivers").out()).contains("expired: counts no more");
  }

  @Test
  void waiverWithoutReasonOrEndIsNotUnderstood() {
    assertThat(run("waive", "x", "root", "--for", "30d").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(run("waive", "x", "root", "--reason", "because").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(run("waive", "x", "root", "--reason", "because", "--until", "2001-01-01").exit())
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("waive", "x", "root", "--reason", "because", "--for", "long").exit())
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("scan").exit()).isEqualTo(ExitCode.USAGE);
  }

  private Shell.Finished run(String... args) {
    return new Shell(directory).run(args);
  }
}
