package dev.mcpcentral.hub.advisory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OsvRecordTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CVSS_V3 | CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H | CRITICAL",
        "CVSS_V3 | CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H | HIGH",
        "CVSS_V3 | CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N | LOW",
        "CVSS_V4 | CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N | CRITICAL",
        "CVSS_V4 | CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N | MEDIUM",
        "CVSS_V3 | CVSS:3.1/AV:N | UNKNOWN",
        "CVSS_V4 | nonsense | UNKNOWN",
        "Ubuntu  | medium | MEDIUM",
      })
  void severityComesFromTheVector(String type, String score, Severity expected) {
    String severity = ",\"severity\":[{\"type\":\"" + type + "\",\"score\":\"" + score + "\"}]";
    assertThat(only(record("GHSA-x", severity)).severity()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"MODERATE, MEDIUM", "HIGH, HIGH", "CRITICAL, CRITICAL", "'', UNKNOWN"})
  void wordsCountWhereThereIsNoVector(String word, Severity expected) {
    String words = ",\"database_specific\":{\"severity\":\"" + word + "\"}";
    assertThat(only(record("GHSA-x", words)).severity()).isEqualTo(expected);
  }

  @Test
  void maliciousPackageIsCritical() {
    assertThat(only(record("MAL-2026-1", "")).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void unknownSeverityIsOverTheGate() {
    assertThat(Severity.UNKNOWN.overGate()).isTrue();
    assertThat(Severity.MEDIUM.overGate()).isFalse();
  }

  @Test
  void otherEcosystemsAreLeftOut() {
    byte[] json = record("CVE-1", "").replace("\"npm\"", "\"Bitnami\"").getBytes(UTF_8);
    assertThat(OsvRecord.parse(json).orElseThrow().advisories()).isEmpty();
  }

  @Test
  void whatIsNoRecordIsNone() {
    assertThat(OsvRecord.parse("{}".getBytes(UTF_8))).isEmpty();
    assertThat(OsvRecord.parse("not json".getBytes(UTF_8))).isEmpty();
    assertThat(OsvRecord.parse(new byte[0])).isEmpty();
    byte[] oddId = record("../../etc/passwd", "").getBytes(UTF_8);
    assertThat(OsvRecord.parse(oddId)).isEmpty();
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    byte[] json = record("GHSA-x", ",\"extra\":" + deep).getBytes(UTF_8);
    assertThat(OsvRecord.parse(json)).isEmpty();
  }

  private static Advisory only(String json) {
    return OsvRecord.parse(json.getBytes(UTF_8)).orElseThrow().advisories().getFirst();
  }

  private static String record(String id, String more) {
    return """
    {"id":"%s","modified":"2026-11-20T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"left-pad"},\
    "ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]%s}\
    """
        .formatted(id, more);
  }
}
