package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code docker inspect} tells about a container, as lines that can be compared: every field
 * that is not empty, known to these tests or not, with names of one run replaced.
 */
final class Inspected {
  /** A terminal's size, which a container without a terminal does not have. */
  private static final Set<String> NOT_OURS = Set.of("HostConfig.ConsoleSize");

  /** Some engines say {@code no}, others nothing at all. */
  private static final String NO_RESTART = "{\"Name\":\"\",\"MaximumRetryCount\":0}";

  private static final Set<String> EMPTY = Set.of("null", "[]", "{}", "", "0", "false", NO_RESTART);

  /** What every engine hides, at least; newer ones hide more. */
  private static final Map<String, List<String>> HIDDEN =
      Map.of(
          "HostConfig.MaskedPaths",
          List.of("/proc/kcore", "/proc/keys", "/proc/timer_list", "/sys/firmware"),
          "HostConfig.ReadonlyPaths",
          List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"));

  private final JsonNode whole;
  private final Map<String, String> names;

  /** {@code names} are texts of this run and what stands for them in the golden files. */
  Inspected(DockerFixture docker, Instance instance, Map<String, String> names) throws IOException {
    String json = docker.raw("/containers/" + instance.id() + "/json");
    this.whole = JsonMapper.shared().readTree(json);
    this.names = new TreeMap<>(names);
    this.names.put(docker.installation, "INSTALLATION");
    this.names.put(instance.id().substring(0, 12), "ID");
  }

  JsonNode at(String pointer) {
    return whole.at(pointer);
  }

  /** One section, for example {@code HostConfig}, as {@code HostConfig.Memory} and so on. */
  SortedMap<String, String> section(String section) {
    SortedMap<String, String> fields = new TreeMap<>();
    for (var entry : whole.path(section).properties()) {
      String name = section + "." + entry.getKey();
      String value = value(name, entry.getValue());
      if (!EMPTY.contains(value) && !NOT_OURS.contains(name)) {
        fields.put(name, value);
      }
    }
    return fields;
  }

  private String value(String name, JsonNode node) {
    List<String> hidden = HIDDEN.get(name);
    if (hidden != null) {
      assertThat(node.valueStream().map(JsonNode::asString)).as(name).containsAll(hidden);
      return "the engine's";
    }
    String text = node.isString() ? node.asString() : node.toString();
    for (var known : names.entrySet()) {
      text = text.replace(known.getKey(), known.getValue());
    }
    text = text.replace("{\"Name\":\"no\"", "{\"Name\":\"\"");
    return text.replaceAll("sha256:[0-9a-f]{64}", "DIGEST");
  }
}
