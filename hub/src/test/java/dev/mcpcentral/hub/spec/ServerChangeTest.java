package dev.mcpcentral.hub.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A declaration that becomes another one. */
final class ServerChangeTest {
  private static final String TEXT =
      """
      servers:
        first:
          source: npm:x@1.0.0   # pinned
          risk: low
          form: process
          env: {A: b}
        second: {source: npm:y}
      """;

  @TempDir Path folder;
  private ConfigurationFile file;

  @BeforeEach
  void write() throws IOException {
    file = new ConfigurationFile(folder.resolve("mcp-central.yaml"), Set.of());
    Files.writeString(file.path(), TEXT);
  }

  private ServerSpec declared(String name) {
    return Objects.requireNonNull(file.read().servers().get(new ServerName(name)));
  }

  private ServerSpec first() {
    return declared("first");
  }

  @Test
  void singleKeysChangeWhereTheyAre() throws IOException {
    ServerSpec now = first();
    file.change(
        now.withSource(Source.parse("npm:x@2.0.0", folder))
            .withOversight(Oversight.of(RiskLevel.HIGH))
            .withLife(now.life().as(Form.CONTAINER)));
    assertThat(Files.readString(file.path()))
        .isEqualTo(
            """
            servers:
              first:
                source: npm:x@2.0.0   # pinned
                risk: high
                env: {A: b}
              second: {source: npm:y}
            """);
  }

  @Test
  void otherKeysAreWrittenAnew() throws IOException {
    ServerSpec other =
        file.parseServer(
            new ServerName("first"),
            "{source: npm:z, env: {C: d}, args: [one], secrets: {T: \"env:T\"}}");
    file.change(other);
    assertThat(first()).isEqualTo(other);
    assertThat(Files.readString(file.path())).contains("second: {source: npm:y}");
  }

  @Test
  void whatStandsInBracesGetsLinesOfItsOwnForMoreKeys() throws IOException {
    String others = TEXT.substring(0, TEXT.indexOf("  second"));
    file.change(declared("second").withSource(Source.parse("npm:y@1.0.0", folder)));
    assertThat(Files.readString(file.path()))
        .isEqualTo(others + "  second: {source: npm:y@1.0.0}\n");
    file.change(declared("second").withOversight(Oversight.of(RiskLevel.LOW)));
    assertThat(Files.readString(file.path()))
        .isEqualTo(others + "  second:\n    source: npm:y@1.0.0\n    risk: low\n");
  }

  @Test
  void unknownServerIsRefused() {
    ServerSpec stranger = ServerSpec.of(new ServerName("third"), Source.parse("npm:x", folder));
    assertThatThrownBy(() -> file.change(stranger))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("there is no server 'third'");
    assertThat(file.read().servers()).containsOnlyKeys(first().name(), new ServerName("second"));
    assertThat(first().env()).isEqualTo(Map.of("A", "b"));
  }
}
