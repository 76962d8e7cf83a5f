package dev.mcpcentral.hub.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema and the reader must not drift apart. */
class SchemaTest {
  private final JsonNode schema =
      new JsonMapper().readTree(Path.of("../docs/reference/mcp-central.schema.json").toFile());

  private List<String> keys(String pointer) {
    JsonNode section = schema.at(pointer);
    assertThat(section.path("additionalProperties").asBoolean(true)).as(pointer).isFalse();
    return List.copyOf(section.path("properties").propertyNames());
  }

  @Test
  void keysAreTheReadersKeys() {
    assertThat(keys("")).isEqualTo(Keys.FILE);
    assertThat(keys("/properties/auth")).isEqualTo(Keys.AUTH);
    assertThat(keys("/properties/listen")).isEqualTo(Keys.LISTEN);
    assertThat(keys("/properties/audit")).isEqualTo(Keys.AUDIT);
    assertThat(keys("/properties/images")).isEqualTo(Keys.IMAGES);
    assertThat(keys("/properties/registry")).isEqualTo(Keys.REGISTRY);
    assertThat(keys("/$defs/waiver")).isEqualTo(Keys.WAIVER);
    assertThat(keys("/$defs/server")).isEqualTo(Keys.SERVER);
    assertThat(keys("/$defs/profile")).isEqualTo(Keys.PROFILE);
    assertThat(keys("/$defs/mount")).isEqualTo(Keys.MOUNT);
    assertThat(keys("/$defs/volume")).isEqualTo(Keys.VOLUME);
    assertThat(keys("/$defs/pool")).isEqualTo(Keys.POOL);
    assertThat(keys("/$defs/limits")).isEqualTo(Keys.LIMITS);
  }

  @Test
  void choicesAndDefaultsAreTheReaders() {
    ServerSpec spec =
        new ConfigurationFile(Path.of("/x/mcp-central.yaml"), Set.of())
            .parse("servers: {a: {source: npm:a}}")
            .servers()
            .firstEntry()
            .getValue();
    assertChoice("/$defs/server/properties/risk", RiskLevel.values(), spec.risk());
    assertChoice("/$defs/server/properties/network", Network.values(), spec.network());
    assertChoice("/properties/discovery", Discovery.values(), Discovery.ALL);
    assertThat(text("/properties/registry/properties/address/default"))
        .isEqualTo(RegistryAddress.DEFAULT.toString());
    assertChoice("/$defs/server/properties/era", EraPin.values(), spec.era());
    assertChoice("/$defs/server/properties/instances", Instances.values(), spec.life().instances());
    assertChoice("/$defs/server/properties/form", Form.values(), spec.life().form());
    assertThat(
            schema.at("/$defs/server/properties/update/enum").valueStream().map(JsonNode::asString))
        .containsExactlyElementsOf(Stream.of(UpdateMode.values()).map(Section::word).toList());
    assertThat(schema.at("/$defs/pool/properties/max/default").asInt())
        .isEqualTo(Pool.DEFAULT.max());
    assertThat(text("/$defs/pool/properties/pause/default"))
        .isEqualTo(Sizes.time(Pool.DEFAULT.pauseAfter().orElseThrow()));
    assertThat(text("/$defs/pool/properties/stop/default"))
        .isEqualTo(Sizes.time(Pool.DEFAULT.stopAfter().orElseThrow()));
    assertChoice(
        "/properties/audit/properties/durability",
        Configuration.Durability.values(),
        Configuration.Durability.DURABLE);
    assertThat(text("/$defs/server/properties/timeout/default"))
        .isEqualTo(Sizes.time(spec.callTimeout()));
    assertThat(text("/$defs/server/properties/path/default")).isEqualTo(spec.httpPath());
  }

  @Test
  void limitsHaveTheDefaultsOfTheLevels() {
    assertDefaults("memory", limits -> Sizes.bytes(limits.memoryBytes()));
    assertDefaults("cpus", limits -> String.valueOf(limits.cpus()));
    assertDefaults("pids", limits -> String.valueOf(limits.pids()));
    assertDefaults("files", limits -> String.valueOf(limits.files()));
    assertDefaults("tmp", limits -> Sizes.bytes(limits.tmpBytes()));
  }

  private void assertDefaults(String key, Function<Limits, String> value) {
    String each =
        Stream.of(RiskLevel.values())
            .map(level -> Section.word(level) + " " + value.apply(Safeguards.of(level).limits()))
            .collect(Collectors.joining(", "));
    assertThat(text("/$defs/limits/properties/" + key + "/description"))
        .endsWith("Default: " + each + ".");
  }

  private void assertChoice(String pointer, Enum<?>[] choices, Enum<?> usual) {
    List<String> words =
        schema.at(pointer + "/enum").valueStream().map(JsonNode::asString).toList();
    assertThat(words).isEqualTo(List.of(choices).stream().map(Section::word).toList());
    assertThat(text(pointer + "/default")).isEqualTo(Section.word(usual));
  }

  private String text(String pointer) {
    return schema.at(pointer).asString();
  }

  @Test
  void starterHoldsToTheSchema() {
    assertKnown(
        YamlNodes.compose(ConfigurationFile.starter(), new Problems("starter")).orElseThrow(),
        schema);
  }

  /** Structure only: every key is known where it stands, and required keys are there. */
  private void assertKnown(Node node, JsonNode at) {
    JsonNode rules = at.has("$ref") ? schema.at(text(at, "$ref").substring(1)) : at;
    switch (node) {
      case MappingNode mapping -> mapping.getValue().forEach(tuple -> assertKnown(tuple, rules));
      case SequenceNode list ->
          list.getValue().forEach(item -> assertKnown(item, rules.path("items")));
      default -> assertThat(rules.isMissingNode()).isFalse();
    }
    if (node instanceof MappingNode mapping) {
      List<String> written = mapping.getValue().stream().map(SchemaTest::key).toList();
      rules.path("required").forEach(key -> assertThat(written).contains(key.asString()));
    }
  }

  private void assertKnown(NodeTuple tuple, JsonNode rules) {
    JsonNode named = rules.path("properties").path(key(tuple));
    JsonNode free = rules.path("additionalProperties");
    assertThat(named.isObject() || free.isObject()).as(key(tuple)).isTrue();
    assertKnown(tuple.getValueNode(), named.isObject() ? named : free);
  }

  private static String key(NodeTuple tuple) {
    return ((ScalarNode) tuple.getKeyNode()).getValue();
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "source",
        "risk",
        "args",
        "mounts",
        "volumes",
        "env",
        "network",
        "port",
        "path",
        "limits",
        "era",
        "timeout",
        "instances"
      })
  void documentationNamesEveryKey(String key) throws IOException {
    assertThat(Files.readString(Path.of("../docs/configuration.md")))
        .containsPattern("\\b" + key + "\\b");
  }
}
