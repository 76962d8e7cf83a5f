package dev.mcpcentral.acceptance;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The official conformance suite, in the version that {@code clients/conformance} pins. */
final class ConformanceSuite {
  private static final Duration LIMIT = Duration.ofMinutes(8);

  private ConformanceSuite() {}

  /** Everything that a revision requires of a server, and what the suite reports besides. */
  static List<Scenario> server(URI url, String revision) {
    return run(List.of("server", url.toString(), revision), Map.of());
  }

  /**
   * Scenarios in which the suite is the server, and a command the client.
   *
   * @param command the suite adds the URL to it
   */
  static List<Scenario> client(
      String command, String revision, List<String> scenarios, Map<String, String> environment) {
    var arguments = Stream.concat(Stream.of("client", command, revision), scenarios.stream());
    return run(arguments.toList(), environment);
  }

  private static List<Scenario> run(List<String> arguments, Map<String, String> environment) {
    var program = new ArrayList<>(List.of("conformance/run.mjs"));
    program.addAll(arguments);
    JsonNode results = Clients.run("", program, environment, LIMIT);
    return results.valueStream().map(Scenario::from).toList();
  }
}
