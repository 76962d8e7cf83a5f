package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Clients that others wrote list and call the tools of servers that others wrote. */
@NeedsEngine
@ExtendWith(SharedHubs.class)
class ForeignClientsTest {
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final SixServers servers;
  private final String unique = "entity_" + COUNTER.incrementAndGet();

  ForeignClientsTest(SixServers servers) {
    this.servers = servers;
  }

  static List<ForeignClient> clients() {
    return ForeignClient.all();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void listsToolsOfAllSixServers(ForeignClient client) {
    Set<String> names = client.visit(servers.hub().mcp(), List.of(Step.list())).toolNames(0);
    assertThat(names)
        .contains(
            "memory__create_entities",
            "filesystem__read_text_file",
            "thinking__sequentialthinking",
            "everything__echo",
            "time__get_current_time",
            "calculator__calculate",
            "central__status",
            "central__find_tools")
        .allMatch(name -> name.matches("[A-Za-z0-9_-]{1,64}"));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void callsEveryServerAndSeesItsRealAnswers(ForeignClient client) throws IOException {
    Path file = servers.workspace().resolve(unique + ".txt");
    String content = "written through the hub: äöü €\n\"quoted\" \\ backslash";
    var entity =
        Map.of("name", unique, "entityType", "test", "observations", List.of("seen by a client"));
    var thought =
        Map.of(
            "thought", "one", "nextThoughtNeeded", false, "thoughtNumber", 1, "totalThoughts", 1);
    Visit visit =
        client.visit(
            servers.hub().mcp(),
            List.of(
                Step.call("memory__create_entities", Map.of("entities", List.of(entity))),
                Step.call("memory__read_graph", Map.of()),
                Step.call(
                    "filesystem__write_file",
                    Map.of("path", "/workspace/" + file.getFileName(), "content", content)),
                Step.call(
                    "filesystem__read_text_file",
                    Map.of("path", "/workspace/" + file.getFileName())),
                Step.call("thinking__sequentialthinking", thought),
                Step.call("everything__echo", Map.of("message", unique)),
                Step.call("time__get_current_time", Map.of("timezone", "Asia/Tokyo")),
                Step.call("calculator__calculate", Map.of("expression", "6 * 7 + sqrt(0)"))));

    assertThat(Json.parse(visit.text(1)).path("entities").valueStream())
        .anySatisfy(seen -> assertThat(seen).isEqualTo(Json.tree(entity)));
    assertThat(Files.readString(file)).isEqualTo(content);
    assertThat(Files.getAttribute(file, "unix:uid"))
        .as("owner of the file is the owner of the workspace")
        .isEqualTo(Files.getAttribute(servers.workspace(), "unix:uid"))
        .isNotEqualTo(0);
    assertThat(visit.text(3)).isEqualTo(content);
    assertThat(Json.parse(visit.text(4)).path("thoughtNumber").asInt()).isEqualTo(1);
    assertThat(visit.text(5)).isEqualTo("Echo: " + unique);
    assertThat(timeIn(visit.text(6)))
        .isBetween(Instant.now().minus(Duration.ofMinutes(2)), Instant.now().plusSeconds(5));
    assertThat(visit.text(7)).isEqualTo("42.0");
  }

  @ParameterizedTest
  @MethodSource("clients")
  void progressOfALongOperationArrives(ForeignClient client) {
    Visit visit =
        client.visit(
            servers.hub().mcp(),
            List.of(
                Step.call(
                    "everything__trigger-long-running-operation",
                    Map.of("duration", 2, "steps", 4))));
    assertThat(visit.text(0)).contains("Long running operation completed");
    if (client.showsProgress()) {
      assertThat(visit.progress(0)).startsWith(1.0, 2.0, 3.0).isSorted();
    }
  }

  private static Instant timeIn(String answer) {
    JsonNode time = Json.parse(answer);
    assertThat(time.path("timezone").asString("")).isEqualTo("Asia/Tokyo");
    return OffsetDateTime.parse(time.path("datetime").asString("")).toInstant();
  }
}
