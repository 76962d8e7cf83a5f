package dev.mcpcentral.hub.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.advisory.Advisories;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.Workload;
import dev.mcpcentral.hub.image.Materials;
import dev.mcpcentral.hub.image.Prepared;
import dev.mcpcentral.hub.sbom.TestLayer;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.hub.spec.Waiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
  private static final String USER_CONFIG = "{\"config\":{\"User\":\"1001:1001\"}}";
  private static final Map<String, String> MINIMIST =
      Map.of(
          "app/node_modules/minimist/package.json",
          "{\"name\":\"minimist\",\"version\":\"1.2.5\"}");

  @TempDir Path home;
  private final List<String> steps = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private final InstantSource clock = () -> now;
  private Advisories advisories = new Advisories(Path.of("/"), clock);
  private int made;

  @BeforeEach
  void open() {
    advisories = new Advisories(home.resolve("advisories"), clock);
  }

  @Test
  void vulnerablePackageIsHeldBackWithItsRepairAndTheWayOut() throws IOException {
    load("CRITICAL");
    assertThatThrownBy(() -> check(image(USER_CONFIG, MINIMIST)))
        .isInstanceOf(QuarantinedException.class)
        .hasMessageContaining(
            "GHSA-xvch-5gv4-984h (CVE-2021-44906) critical: minimist 1.2.5, fixed in 1.2.6")
        .hasMessageContaining(
            "mcp-central waive x GHSA-xvch-5gv4-984h --reason \"…\" --until 2026-12-22");
  }

  @Test
  void lowerSeverityIsToldAndLetThrough() throws IOException {
    load("MODERATE");
    Verdict verdict = check(image(USER_CONFIG, MINIMIST));
    assertThat(verdict.quarantined()).isFalse();
    assertThat(verdict.below()).extracting(Finding::id).contains("GHSA-xvch-5gv4-984h");
  }

  @Test
  void severityThatNobodyStatesCountsAsHigh() throws IOException {
    load("");
    assertThatThrownBy(() -> check(image(USER_CONFIG, MINIMIST)))
        .isInstanceOf(QuarantinedException.class)
        .hasMessageContaining("unknown: minimist");
  }

  @Test
  void withoutAdvisoriesTheVerdictIsUnknownAndNotClean() throws IOException {
    Verdict verdict = check(image(USER_CONFIG, MINIMIST));
    assertThat(verdict.quarantined()).isFalse();
    assertThat(verdict.unknown()).containsExactly("npm: no advisory data, 1 package not checked");
    assertThat(verdict.summary()).isEqualTo("unknown: npm");
  }

  @Test
  void oldDataIsCalledOld() throws IOException {
    load("MODERATE");
    now = Instant.parse("2027-01-01T00:00:00Z");
    assertThat(check(image(USER_CONFIG, MINIMIST)).notes())
        .singleElement()
        .asString()
        .contains("npm is 42 days old");
  }

  @Test
  void secretThatAnUpperLayerDeletesStillCounts() throws IOException {
    String key = SecretSearchTest.pem("RSA ", "\n");
    Prepared prepared = image(USER_CONFIG, Map.of("app/id_rsa", key), Map.of("app/.wh.id_rsa", ""));
    assertThatThrownBy(() -> check(prepared))
        .isInstanceOf(QuarantinedException.class)
        .hasMessageContaining("app/id_rsa: holds a private key")
        .hasMessageNotContaining(key.substring(60, 90));
  }

  @Test
  void testKeysOfPackagesAreNotReported() throws IOException {
    Map<String, String> files =
        Map.of("app/node_modules/tls/test/fixtures/key.pem", SecretSearchTest.pem("", "\n"));
    assertThat(check(image(USER_CONFIG, files)).quarantined()).isFalse();
  }

  @Test
  void secretsInTheConfigurationAreFound() throws IOException {
    String config =
        """
        {"config":{"User":"app","Env":["PATH=/bin","GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D",
          "DB_PASSWORD=correct-horse","TOKEN_FILE=/run/secrets/token","API_KEY=/run/secrets/key"]},
         "history":[{"created_by":"RUN curl -H 'PRIVATE-TOKEN: glpat-%s'"}]}
        """
            .formatted("AB3DEFGH7JKLMN9PQRST");
    assertThatThrownBy(() -> check(image(config, MINIMIST)))
        .hasMessageContaining("environment variable DB_PASSWORD")
        .hasMessageContaining("history, step 1: holds a GitLab token")
        .hasMessageContaining("2 findings")
        .hasMessageNotContaining("correct-horse");
  }

  @Test
  void imageThatRunsAsRootIsHeldBack() throws IOException {
    for (String user : List.of("", "0", "root", "0:0", "root:staff")) {
      String config = "{\"config\":{\"User\":\"" + user + "\"}}";
      assertThatThrownBy(() -> check(image(config, MINIMIST))).hasMessageContaining("root high");
    }
  }

  @Test
  void foreignSetuidAndCapabilitiesAreHeldBackTheUsualOnesAreTold() throws IOException {
    Path file = home.resolve("setuid.tar");
    try (var layer = new TestLayer(file)) {
      layer.put("usr/bin/su", 04755, "x".getBytes(UTF_8));
      layer.put("app/helper", 04755, "x".getBytes(UTF_8));
      layer.putCapable("app/bind");
    }
    assertThatThrownBy(() -> check(prepared(USER_CONFIG, List.of(file))))
        .hasMessageContaining("setuid high: app/helper")
        .hasMessageContaining("capabilities high: app/bind")
        .hasMessageNotContaining("usr/bin/su");
  }

  @Test
  void waiverLetsThroughUntilItExpires() throws IOException {
    load("CRITICAL");
    Gate gate = gate();
    Prepared prepared = image(USER_CONFIG, MINIMIST);
    gate.waivers(List.of(waiver("x", "cve-2021-44906")));
    Verdict verdict = gate.check(spec(), prepared, steps::add);
    assertThat(verdict.waived())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.reason()).isEqualTo("no input of others");
          assertThat(one.finding().id()).isEqualTo("GHSA-xvch-5gv4-984h");
        });
    now = Instant.parse("2026-12-01T00:00:00Z");
    assertThatThrownBy(() -> gate.check(spec(), prepared, steps::add))
        .isInstanceOf(QuarantinedException.class)
        .hasMessageContaining("the waiver of cve-2021-44906 expired on 2026-11-30");
  }

  @Test
  void waiverOfAnotherServerDoesNotCount() throws IOException {
    load("CRITICAL");
    Gate gate = gate();
    gate.waivers(List.of(waiver("y", "CVE-2021-44906")));
    Prepared prepared = image(USER_CONFIG, MINIMIST);
    assertThatThrownBy(() -> gate.check(spec(), prepared, steps::add))
        .isInstanceOf(QuarantinedException.class);
  }

  @Test
  void imageIsReadOnceAndComparedAgainWithNewData() throws IOException {
    Prepared prepared = image(USER_CONFIG, MINIMIST);
    gate().check(spec(), prepared, steps::add);
    gate().check(spec(), prepared, steps::add);
    assertThat(steps).hasSize(1);
    load("CRITICAL");
    assertThatThrownBy(() -> check(prepared)).isInstanceOf(QuarantinedException.class);
    assertThat(steps).hasSize(1);
  }

  @Test
  void sbomIsKeptAndTheSameAgain() throws IOException {
    Prepared prepared = image(USER_CONFIG, MINIMIST);
    Gate gate = gate();
    gate.check(spec(), prepared, steps::add);
    String first = Files.readString(gate.sbom(prepared.digest()).orElseThrow());
    gate.verdict(spec(), prepared, steps::add, true);
    assertThat(Files.readString(gate.sbom(prepared.digest()).orElseThrow())).isEqualTo(first);
    assertThat(first).contains("pkg:npm/minimist@1.2.5");
    assertThat(home.resolve("sbom.cdx.json")).hasContent(first);
  }

  @Test
  void imageThatCannotBeReadIsNotLetThrough() {
    Prepared prepared =
        prepared(
            List.of(new Materials.Layer("sha256:x", home.resolve("not-there.tar"))), USER_CONFIG);
    assertThatThrownBy(() -> check(prepared))
        .isInstanceOf(ScanException.class)
        .hasMessageContaining("'x' could not be scanned");
  }

  private Verdict check(Prepared prepared) {
    return gate().check(spec(), prepared, steps::add);
  }

  private Gate gate() {
    return new Gate(
        home.resolve("scans"), advisories, new OtherScanners(Map.of()), Optional::empty, clock);
  }

  private static ServerSpec spec() {
    return ServerSpec.of(new ServerName("x"), new Source.Npm("x", Optional.of("1.0.0")));
  }

  private static Waiver waiver(String server, String finding) {
    return new Waiver(
        new ServerName(server), finding, "no input of others", LocalDate.parse("2026-11-30"));
  }

  @SafeVarargs
  private Prepared image(String config, Map<String, String>... layers) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map<String, String> layer : layers) {
      files.add(TestLayer.of(home.resolve("layer" + made++ + ".tar"), layer));
    }
    return prepared(config, files);
  }

  private Prepared prepared(String config, List<Path> files) throws IOException {
    List<Materials.Layer> layers = new ArrayList<>();
    for (Path file : files) {
      layers.add(TestLayer.layer(file));
    }
    return prepared(layers, config);
  }

  private Prepared prepared(List<Materials.Layer> layers, String config) {
    String digest = "sha256:%064x".formatted(++made);
    return new Prepared(
        "1.0.0",
        "npm:x@1.0.0",
        digest,
        new Workload.Image(digest),
        List.of(),
        Map.of(),
        Optional.of(new Materials(config, layers, List.of(), home.resolve("lock"))));
  }

  private void load(String severity) throws IOException {
    Path file = home.resolve("osv.json");
    Files.writeString(
        file,
        """
        {"id":"GHSA-xvch-5gv4-984h","modified":"2026-11-20T00:00:00Z","aliases":["CVE-2021-44906"],
         "summary":"Prototype Pollution in minimist","database_specific":{"severity":"%s"},
         "affected":[{"package":{"ecosystem":"npm","name":"minimist"},
           "ranges":[{"type":"SEMVER","events":[{"introduced":"1.0.0"},{"fixed":"1.2.6"}]}]}]}
        """
            .formatted(severity));
    advisories.importFrom(file, _ -> {});
  }
}
