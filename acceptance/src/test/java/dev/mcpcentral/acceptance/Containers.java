package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The engine's own view of containers, through the {@code docker} command. */
final class Containers {
  private static final boolean ENGINE = answers();

  private Containers() {}

  static boolean engineAnswers() {
    return ENGINE;
  }

  private static boolean answers() {
    try {
      return docker("version", "--format", "{{.Server.Version}}").exitCode() == 0;
    } catch (java.io.UncheckedIOException noCommand) {
      return false;
    }
  }

  /** Ids of the containers, running or not, that carry the label. */
  static List<String> labelled(String label) {
    var listed = docker("ps", "--all", "--quiet", "--no-trunc", "--filter", "label=" + label);
    assertThat(listed.exitCode()).as("%s", listed).isZero();
    return listed.out().lines().toList();
  }

  static JsonNode inspect(String id) {
    var inspected = docker("inspect", id);
    assertThat(inspected.exitCode()).as("%s", inspected).isZero();
    return Json.parse(inspected.out()).path(0);
  }

  static Product.Finished docker(String... arguments) {
    var command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return Product.run(command, Path.of("/"), Map.of(), "", Duration.ofMinutes(1));
  }
}
