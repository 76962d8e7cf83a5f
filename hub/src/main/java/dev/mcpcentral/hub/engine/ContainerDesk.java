package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.mcpcentral.hub.engine.ContainerEvents.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What can be asked about containers of this installation besides speaking to their servers. Every
 * method throws {@link EngineException} for a container that is not one.
 */
public final class ContainerDesk {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_STATS_BYTES = 256 << 10;

  private final DockerApi api;
  private final Naming naming;
  private final EngineSettings settings;

  ContainerDesk(DockerApi api, EngineSettings settings) {
    this.api = api;
    this.naming = new Naming(settings.installation());
    this.settings = settings;
  }

  /**
   * How a container stands.
   *
   * @param state the engine's word, for example {@code running}
   * @param started when, as the engine writes it
   * @param memoryBytes the limit
   */
  public record Facts(
      String id,
      String name,
      String state,
      String started,
      String image,
      String user,
      boolean readOnly,
      long memoryBytes,
      long pids,
      String network) {}

  /**
   * What a container uses now.
   *
   * @param cpuNanos processor time since its start
   */
  public record Usage(long memoryBytes, long cpuNanos, long pids) {}

  /**
   * What a command in a container has left.
   *
   * @param code its exit code
   * @param output standard output and standard error together, 64 KiB at most
   */
  public record Ran(long code, String output, boolean cut) {}

  public Facts inspect(String id) {
    InspectContainerResponse container = ours(id);
    var host = Objects.requireNonNull(container.getHostConfig());
    var state = container.getState();
    return new Facts(
        container.getId(),
        container.getName().replaceFirst("^/", ""),
        Objects.requireNonNullElse(state.getStatus(), ""),
        Objects.requireNonNullElse(state.getStartedAt(), ""),
        Objects.requireNonNullElse(container.getImageId(), ""),
        Objects.requireNonNullElse(container.getConfig().getUser(), ""),
        Boolean.TRUE.equals(host.getReadonlyRootfs()),
        Objects.requireNonNullElse(host.getMemory(), 0L),
        Objects.requireNonNullElse(host.getPidsLimit(), 0L),
        Objects.requireNonNullElse(host.getNetworkMode(), ""));
  }

  public Usage stats(String id) {
    String owned = ours(id).getId();
    String request =
        "GET %s/containers/%s/stats?stream=false HTTP/1.0\r\nHost: docker\r\n\r\n"
            .formatted(api.pathPrefix(), owned);
    try (DockerConnection connection = DockerConnection.open(api.address(), PATIENCE)) {
      int status = connection.request(request, PATIENCE).status();
      if (status != 200) {
        throw new EngineException("the Docker engine gave no figures, status " + status);
      }
      byte[] body = connection.body(MAX_STATS_BYTES, PATIENCE);
      JsonNode stats = JsonMapper.shared().readTree(new String(body, StandardCharsets.UTF_8));
      return new Usage(
          stats.path("memory_stats").path("usage").asLong(0),
          stats.path("cpu_stats").path("cpu_usage").path("total_usage").asLong(0),
          stats.path("pids_stats").path("current").asLong(0));
    } catch (IOException | JacksonException e) {
      throw api.doesNotAnswer(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Runs a command as the container's own user, without a terminal and without input.
   *
   * @param limit 20 s at most; afterwards nobody waits for it any more
   */
  public Ran exec(String id, List<String> command, Duration limit) {
    return new ContainerExec(api).run(ours(id).getId(), command, limit);
  }

  /**
   * Tells what happens to this installation's containers, until {@code next} throws or the engine
   * goes away.
   */
  public void events(Consumer<Happening> next) throws IOException {
    try (ContainerEvents events = DockerEvents.open(api)) {
      for (Event event = events.next(); event != null; event = events.next()) {
        if (event.type().equals("container")) {
          server(event.id()).map(new Happenings(event)::of).ifPresent(next);
        }
      }
    }
  }

  /** Something that happened to a container of a server's; {@code action} in the engine's word. */
  public record Happening(String action, String container, String server) {}

  private record Happenings(Event event) {
    Happening of(String server) {
      return new Happening(event.action(), event.id(), server);
    }
  }

  /** Empty for containers that are not ours, or gone. */
  private Optional<String> server(String id) {
    return inspected(id)
        .filter(this::isOurs)
        .map(container -> labels(container).getOrDefault(Labels.SERVER, ""));
  }

  /**
   * Whether whoever started a container labelled it for this hub, by {@code mcp.hub}. A label of
   * its image does not count.
   */
  public boolean isLabelledForUs(String container) {
    return new ContainerInspection(api)
        .of(container)
        .filter(facts -> facts.labels().containsKey(Labels.SERVER))
        .filter(facts -> settings.hubName().equals(facts.labels().get(LabelledServer.HUB)))
        .isPresent();
  }

  private InspectContainerResponse ours(String id) {
    return inspected(id)
        .filter(this::isOurs)
        .orElseThrow(() -> new EngineException("there is no such container of this installation"));
  }

  private Optional<InspectContainerResponse> inspected(String id) {
    return api.call(
        "inspect container " + id,
        docker -> {
          try {
            return Optional.of(docker.inspectContainerCmd(id).exec());
          } catch (NotFoundException _) {
            return Optional.empty();
          }
        });
  }

  private boolean isOurs(InspectContainerResponse container) {
    return naming.owns(container.getName())
        && settings.installation().equals(labels(container).get(Labels.INSTALLATION));
  }

  private static Map<String, String> labels(InspectContainerResponse container) {
    return Objects.requireNonNullElse(container.getConfig().getLabels(), Map.of());
  }
}
