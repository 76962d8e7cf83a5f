package dev.mcpcentral.hub.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SbomTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @Test
  void documentIsValidCycloneDx() throws IOException {
    assertThat(schema().validate(sbom(inventory()), InputFormat.JSON)).isEmpty();
  }

  @Test
  void schemaFindsMistakes() throws IOException {
    String wrong = sbom(inventory()).replace("\"library\"", "\"something\"");
    assertThat(schema().validate(wrong, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void sameContentGivesTheSameBytes() {
    assertThat(sbom(inventory())).isEqualTo(sbom(inventory()));
  }

  @Test
  void otherContentGetsAnotherSerialNumber() {
    String empty = sbom(new Inventory(List.of(), List.of()));
    assertThat(serial(sbom(inventory()))).isNotEqualTo(serial(empty));
  }

  private static String serial(String sbom) {
    return Json.MAPPER.readTree(sbom).path("serialNumber").asString("");
  }

  private static String sbom(Inventory inventory) {
    return Sbom.of("npm:x@1", DIGEST, inventory);
  }

  private static Inventory inventory() {
    return new Inventory(
        List.of(
            Components.npm("@a/b", "1.0.0", List.of("MIT"))
                .orElseThrow()
                .with(List.of(new Component.Hash("SHA-512", "0f".repeat(64))), List.of()),
            Components.npm("c", "1.0.0", List.of("(MIT OR Apache-2.0)")).orElseThrow(),
            Components.pypi("d", "1.0", List.of("Some Licence")).orElseThrow(),
            Components.go("golang.org/x/net", "v0.1.0").orElseThrow(),
            Components.runtime("node", "24.1.0").orElseThrow(),
            Components.ofDistribution(
                    new Distribution("debian", "12"),
                    DpkgStatus.deb("libssl3", "3.0-1", "amd64", "openssl"))
                .orElseThrow()),
        List.of());
  }

  /** The schema's own files; nothing is fetched. */
  private static Schema schema() throws IOException {
    Map<String, String> files = new HashMap<>();
    for (String name : List.of("bom-1.6.schema.json", "spdx.schema.json", "jsf-0.82.schema.json")) {
      files.put("http://cyclonedx.org/schema/" + name, resource(name));
    }
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7, builder -> builder.schemas(files));
    return registry.getSchema(resource("bom-1.6.schema.json"), InputFormat.JSON);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = SbomTest.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void namesThatAreNoPackagesAreLeftOut() {
    assertThat(Components.npm("a", "", List.of())).isEqualTo(Optional.empty());
    assertThat(Components.npm("x".repeat(1000), "1", List.of())).isEmpty();
  }
}
