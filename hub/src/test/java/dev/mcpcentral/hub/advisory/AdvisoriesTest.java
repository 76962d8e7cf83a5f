package dev.mcpcentral.hub.advisory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoriesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path home;
  @TempDir Path files;
  private Advisories advisories = new Advisories(Path.of("/"), InstantSource.fixed(NOW));

  @BeforeEach
  void open() {
    advisories = new Advisories(home.resolve("advisories"), InstantSource.fixed(NOW));
  }

  @Test
  void affectedVersionIsFoundWithItsRepair() throws IOException {
    load(record("GHSA-xvch-5gv4-984h", "minimist", "1.0.0", "1.2.6", "CVE-2021-44906"));
    assertThat(npm("minimist", "1.2.5"))
        .singleElement()
        .satisfies(match -> {
          assertThat(match.id()).isEqualTo("GHSA-xvch-5gv4-984h");
          assertThat(match.aliases()).containsExactly("CVE-2021-44906");
          assertThat(match.fixed()).hasValue("1.2.6");
        });
    assertThat(npm("minimist", "1.2.6")).isEmpty();
    assertThat(npm("minimist", "0.9.0")).isEmpty();
    assertThat(npm("minimist2", "1.2.5")).isEmpty();
  }

  @Test
  void versionThatCannotBeComparedCountsAsAffected() throws IOException {
    load(record("GHSA-1", "odd", "0", "1.2.6", "CVE-1"));
    assertThat(npm("odd", "nightly")).hasSize(1);
  }

  @Test
  void lastAffectedIsAffected() throws IOException {
    load(record("GHSA-1", "p", "0", "9.9.9", "CVE-1").replace("fixed", "last_affected"));
    assertThat(npm("p", "9.9.9")).hasSize(1);
    assertThat(npm("p", "9.9.10")).isEmpty();
  }

  @Test
  void oneVulnerabilityOfTwoNamesIsOneFinding() throws IOException {
    load(record("GHSA-1", "p", "0", "2.0.0", "CVE-1"), record("CVE-1", "p", "0", "2.0.0", "X-9"));
    assertThat(npm("p", "1.0.0"))
        .singleElement()
        .satisfies(match -> assertThat(match.aliases()).hasSize(2));
  }

  @Test
  void secondImportReplacesAndWithdraws() throws IOException {
    load(
        record("GHSA-1", "p", "0", "2.0.0", "CVE-1"),
        record("GHSA-2", "p", "0", "2.0.0", "CVE-2"),
        record("GHSA-3", "q", "0", "2.0.0", "CVE-3"));
    load(
        record("GHSA-1", "p", "0", "1.0.0", "CVE-1"),
        record("GHSA-2", "p", "0", "2.0.0", "CVE-2")
            .replace("\"id\"", "\"withdrawn\":\"2026-11-21T00:00:00Z\",\"id\""));
    assertThat(npm("p", "1.5.0")).isEmpty();
    assertThat(npm("q", "1.5.0")).hasSize(1);
    assertThat(advisories.state().of(Ecosystem.NPM).orElseThrow().advisories()).isEqualTo(2);
    try (Stream<Path> kept = Files.list(home.resolve("advisories"))) {
      assertThat(kept).hasSize(3);
    }
  }

  @Test
  void withoutDataNothingIsCovered() {
    assertThat(advisories.state().covers(PackageVersion.of(Ecosystem.NPM, "p", "1"))).isFalse();
    assertThat(npm("p", "1.0.0")).isEmpty();
  }

  @Test
  void dataOfOneReleaseDoesNotCoverAnother() throws IOException {
    load(
        record("DSA-1", "openssl", "0", "3.0.1-1", "CVE-1")
            .replace("\"npm\"", "\"Debian:12\"")
            .replace("SEMVER", "ECOSYSTEM"));
    var bookworm = new PackageVersion(Ecosystem.DEBIAN, "12", "openssl", "3.0.0-1");
    var trixie = new PackageVersion(Ecosystem.DEBIAN, "13", "openssl", "3.0.0-1");
    assertThat(advisories.state().covers(bookworm)).isTrue();
    assertThat(advisories.state().covers(trixie)).isFalse();
    assertThat(advisories.matches(List.of(bookworm, trixie))).hasSize(1);
  }

  @Test
  void exportArchiveIsRead() throws IOException {
    Path zip = files.resolve("all.zip");
    zip(zip, "../../../outside.json", record("GHSA-1", "p", "0", "2.0.0", "CVE-1"));
    ImportReport report = advisories.importFrom(zip, _ -> {});
    assertThat(report.records()).isEqualTo(1);
    assertThat(npm("p", "1.0.0")).hasSize(1);
    assertThat(files.resolve("../../../outside.json")).doesNotExist();
  }

  @Test
  void archiveBombIsRefusedAndNothingChanges() throws IOException {
    load(record("GHSA-1", "p", "0", "2.0.0", "CVE-1"));
    DatabaseState before = advisories.state();
    Path zip = files.resolve("bomb.zip");
    zip(zip, "a.json", " ".repeat(OsvRecord.MOST_BYTES + 10));
    assertThatThrownBy(() -> advisories.importFrom(zip, _ -> {}))
        .isInstanceOf(AdvisoryException.class)
        .hasMessageContaining("16 MiB");
    assertThat(advisories.state()).isEqualTo(before);
    assertThat(npm("p", "1.0.0")).hasSize(1);
  }

  @Test
  void importWithoutARecordIsRefused() throws IOException {
    Path file = Files.writeString(files.resolve("x.json"), "{\"hello\":1}");
    assertThatThrownBy(() -> advisories.importFrom(file, _ -> {}))
        .isInstanceOf(AdvisoryException.class)
        .hasMessageContaining("no OSV record");
    assertThat(advisories.state().data()).isEmpty();
  }

  @Test
  void ageIsThatOfTheNewestRecord() throws IOException {
    load(record("GHSA-1", "p", "0", "2.0.0", "CVE-1"));
    DatabaseState.Data data = advisories.state().of(Ecosystem.NPM).orElseThrow();
    assertThat(data.newest()).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
    assertThat(data.old(NOW)).isFalse();
    assertThat(data.old(Instant.parse("2026-11-28T00:00:00Z"))).isTrue();
  }

  private List<Match> npm(String name, String version) {
    return advisories.matches(List.of(PackageVersion.of(Ecosystem.NPM, name, version)));
  }

  private void load(String... records) throws IOException {
    Path folder = Files.createTempDirectory(files, "osv");
    for (int i = 0; i < records.length; i++) {
      Files.writeString(folder.resolve(i + ".json"), records[i]);
    }
    advisories.importFrom(folder, _ -> {});
  }

  private static void zip(Path file, String name, String content) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content.getBytes(UTF_8));
      zip.closeEntry();
    }
  }

  private static String record(
      String id, String name, String introduced, String fixed, String alias) {
    return """
    {"id":"%s","modified":"2026-11-20T00:00:00Z","aliases":["%s"],"summary":"bad",
     "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
     "affected":[{"package":{"ecosystem":"npm","name":"%s"},
       "ranges":[{"type":"SEMVER","events":[{"introduced":"%s"},{"fixed":"%s"}]}]}]}
    """
        .formatted(id, alias, name, introduced, fixed);
  }
}
