package dev.mcpcentral.acceptance;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The official conformance suite against the hub, for every era of client and server. What the
 * revision scores and what the suite only reports must both pass, warnings included, except what
 * {@code docs/conformance.md} explains. {@code scripts/conformance} runs one cell by hand.
 */
@Tag("installs")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ConformanceTest {
  // Three scenarios speak past the suite's recorder, and one sends nothing.
  private static final int SILENT = 4;
  private static final Duration RUNNING_LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;

  /** Proves that nothing which fails behind the hub fails because of the fixture. */
  @ParameterizedTest
  @CsvSource({"2025-11-25, legacy, 30", "2026-07-28, modern, 37"})
  void fixturePassesWithoutTheHub(String revision, String era, int scored) {
    try (var fixture = new FixtureServer(era)) {
      var scenarios = ConformanceSuite.server(fixture.mcp(), revision);
      ConformanceReport.add(revision + " " + era + " fixture alone", scenarios);
      assertComplete(scenarios, scored);
      assertThat(complaints(scenarios)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-25, legacy, 30",
    "2025-11-25, modern, 30",
    "2026-07-28, legacy, 37",
    "2026-07-28, modern, 37",
  })
  void hubPassesInFrontOfEitherEra(String revision, String era, int scored) {
    var expected = ExpectedFailures.of(revision + "-" + era);
    try (var fixture = new FixtureServer(era);
        var hub = new HubProcess(directory, Product.NO_ENGINE, server(fixture, era)).start()) {
      Await.until(RUNNING_LIMIT, hub::output, () -> isRunning(hub));
      var scenarios = ConformanceSuite.server(hub.server("fixture"), revision);
      ConformanceReport.add(revision + " client, hub, " + era + " server", scenarios);
      assertComplete(scenarios, scored);
      assertThat(complaints(expected.unexpected(scenarios))).isEmpty();
      assertThat(expected.stale(scenarios)).as("expected failures that pass").isEmpty();
      assertThat(expected.unexplained()).as("without a line in docs/conformance.md").isEmpty();
    }
  }

  private static String server(FixtureServer fixture, String era) {
    return """
      fixture:
        source: url:%s
        era: %s
    """
        .formatted(fixture.mcp(), era);
  }

  private static boolean isRunning(HubProcess hub) {
    var server = hub.server(hub.json("status"), "fixture");
    return server.path("state").asString("").equals("running");
  }

  /** The suite ran all that it should, and looked at the messages themselves. */
  private static void assertComplete(List<Scenario> scenarios, int scored) {
    assertThat(scenarios).filteredOn(Scenario::scored).as("scored scenarios").hasSize(scored);
    assertThat(scenarios)
        .filteredOn(Scenario::validatesMessages)
        .as("scenarios whose messages were validated against the schema")
        .hasSizeGreaterThanOrEqualTo(scenarios.size() - SILENT);
  }

  private static String complaints(List<Scenario> scenarios) {
    return scenarios.stream()
        .filter(Predicate.not(Scenario::passes))
        .map(Scenario::complaint)
        .collect(joining("\n"));
  }
}
