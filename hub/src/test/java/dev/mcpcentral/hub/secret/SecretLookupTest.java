package dev.mcpcentral.hub.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.SecretReference;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretLookupTest {
  private static final String VALUE = "v4lue-of-the-hub";

  @TempDir Path folder;
  private final Map<String, String> environment = new LinkedHashMap<>(Map.of("HUB_TOKEN", VALUE));

  @Test
  void aVariableOfTheHubIsFound() {
    assertThat(found("env:HUB_TOKEN")).isEqualTo(VALUE);
  }

  @Test
  void aFileIsFoundWithoutItsLastLineEnd() throws IOException {
    assertThat(found("file:" + file("one\ntwo\n"))).isEqualTo("one\ntwo");
    assertThat(found("file:" + file("one\r\n"))).isEqualTo("one");
    assertThat(found("file:" + file("one\n\n"))).isEqualTo("one\n");
  }

  @Test
  void aMissingVariableIsNamedWithItsServerAndItsReference() {
    assertThatThrownBy(() -> found("env:NOT_SET"))
        .isInstanceOf(SecretException.class)
        .hasMessage(
            "server 'probe' cannot be given its secret API_TOKEN (env:NOT_SET): the hub's environment has no such variable: set it and start the hub again");
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> found("file:" + missing))
        .hasMessageContaining("'probe'")
        .hasMessageContaining("API_TOKEN (file:" + missing + ")")
        .hasMessageContaining("cannot read that file");
  }

  @Test
  void whatNoVariableCanHoldIsRefusedWithoutBeingRepeated() throws IOException {
    String nul = "before\0after";
    assertThatThrownBy(() -> found("file:" + file(nul)))
        .hasMessageContaining("NUL")
        .hasMessageNotContaining("before");
    assertThatThrownBy(() -> found("file:" + file(""))).hasMessageContaining("it is empty");
  }

  @Test
  void sixtyFourKibibytesAreTheBound() throws IOException {
    assertThat(found("file:" + file("x".repeat(SecretValue.MAX_BYTES) + "\n")))
        .hasSize(SecretValue.MAX_BYTES);
    Path longer = file("x".repeat(SecretValue.MAX_BYTES + 1));
    assertThatThrownBy(() -> found("file:" + longer)).hasMessageContaining("longer than 64 KiB");
  }

  @Test
  void allTogetherHaveABound() {
    environment.put("HUB_TOKEN", "x".repeat(SecretValue.MAX_BYTES));
    Map<String, SecretReference> many = new LinkedHashMap<>();
    for (int i = 0; i < 9; i++) {
      many.put("S" + i, SecretReference.parse("env:HUB_TOKEN"));
    }
    assertThatThrownBy(() -> lookup().of(spec(many, Map.of())))
        .hasMessageContaining("longer than 512 KiB together");
  }

  @Test
  void aDeviceIsNoFile() {
    assertThatThrownBy(() -> found("file:/dev/zero")).hasMessageContaining("that is no file");
  }

  @Test
  void theHubsOwnStateIsNobodysSecret() throws IOException {
    Path credential = Files.createDirectories(folder.resolve("home")).resolve("operator");
    Files.writeString(credential, "hub's own");
    Path link = Files.createSymbolicLink(folder.resolve("link"), credential);
    for (Path path : new Path[] {credential, link}) {
      assertThatThrownBy(() -> found("file:" + path)).hasMessageContaining("the hub's own state");
    }
  }

  /** Threat T10: a name that means more than one secret, or somebody else's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "env:**",
        "env:*",
        "env:GITHUB_*",
        "env:../HUB_TOKEN",
        "env:other/HUB_TOKEN",
        "env:other.HUB_TOKEN",
        "env:HUB_TOKEN,OTHER",
        "env:",
        "file:secrets/x",
        "file:/etc/../etc/passwd",
        "file:/run/secrets/../x",
        "file:",
        "server:other/HUB_TOKEN",
        "other:HUB_TOKEN",
        "HUB_TOKEN",
        "**",
        "../x",
        "se://HUB_TOKEN"
      })
  void aReferenceNamesOneThingOrIsRefused(String reference) {
    assertThatThrownBy(() -> SecretReference.parse(reference))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a secret is given by where the hub finds it: env:VARIABLE or file:/absolute/path, never by its value");
  }

  /** Threat T10. */
  @ParameterizedTest
  @ValueSource(strings = {"**", "*", "../X", "a/b", "X.Y", "-e", "X=Y", "", "/etc/passwd"})
  void aSecretHasTheNameOfAVariable(String name) {
    Map<String, SecretReference> secrets = Map.of(name, SecretReference.parse("env:HUB_TOKEN"));
    assertThatThrownBy(() -> spec(secrets, Map.of())).isInstanceOf(IllegalArgumentException.class);
  }

  /** Threat T10: declaring is what gives a value; another server's declaration gives nothing. */
  @Test
  void aServerIsToldWhatItDeclaresAndNothingElse() {
    environment.put("OTHERS", "0ther-value");
    SecretReference own = SecretReference.parse("env:HUB_TOKEN");
    assertThat(lookup().of(spec(Map.of("API_TOKEN", own), Map.of()))).containsOnlyKeys("API_TOKEN");
    assertThat(lookup().of(spec(Map.of(), Map.of()))).isEmpty();
  }

  @Test
  void whatLooksLikeASecretInEnvIsOne() {
    Map<String, String> env =
        Map.of(
            "LOG_LEVEL",
            "debug",
            "API_TOKEN",
            "x",
            "API_TOKEN_FILE",
            "/etc/token",
            "EMPTY_KEY",
            "");
    assertThat(lookup().of(spec(Map.of(), env))).containsOnlyKeys("API_TOKEN");
  }

  @Test
  void aVariableAndTheFileOfTheSameNameAreRefused() {
    SecretReference one = SecretReference.parse("env:HUB_TOKEN");
    assertThatThrownBy(() -> lookup().of(spec(Map.of("A", one, "A_FILE", one), Map.of())))
        .hasMessageContaining("A and A_FILE");
  }

  @Test
  void aValueDoesNotPrint() {
    SecretValue value = new SecretValue(VALUE.getBytes(UTF_8));
    assertThat(value).hasToString("***");
    assertThat(Map.of("API_TOKEN", value).toString()).doesNotContain(VALUE);
  }

  private String found(String reference) {
    Map<String, SecretReference> secrets = Map.of("API_TOKEN", SecretReference.parse(reference));
    SecretValue value = lookup().of(spec(secrets, Map.of())).get("API_TOKEN");
    return value == null ? "" : value.text();
  }

  private SecretLookup lookup() {
    return new SecretLookup(environment, folder.resolve("home"));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("secret"), content);
  }

  private static ServerSpec spec(Map<String, SecretReference> secrets, Map<String, String> env) {
    ServerSpec bare =
        ServerSpec.of(new ServerName("probe"), new Source.ImageReference("test/probe:1"));
    return new ServerSpec(
        bare.name(),
        bare.source(),
        bare.packages(),
        bare.oversight(),
        bare.args(),
        env,
        bare.mounts(),
        bare.volumes(),
        bare.reach(),
        bare.port(),
        bare.httpPath(),
        bare.limits(),
        bare.era(),
        bare.callTimeout(),
        bare.life(),
        secrets);
  }
}
