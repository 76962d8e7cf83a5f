package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import dev.mcpcentral.hub.engine.ContainerFacts.State;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the facts of containers. */
final class ContainerInspection {
  private static final String PREFIX = "mcp.";

  private final DockerApi api;

  ContainerInspection(DockerApi api) {
    this.api = api;
  }

  /** Empty when there is no such container. */
  Optional<ContainerFacts> of(String idOrName) {
    return api.call("inspect container " + idOrName, docker -> read(docker, idOrName));
  }

  private static Optional<ContainerFacts> read(DockerClient docker, String idOrName) {
    try {
      InspectContainerResponse container = docker.inspectContainerCmd(idOrName).exec();
      return Optional.of(facts(container, imageLabels(docker, container.getImageId())));
    } catch (NotFoundException _) {
      return Optional.empty();
    }
  }

  /** Null when the image is gone: nobody can tell then which labels were its own. */
  private static @Nullable Map<String, String> imageLabels(DockerClient docker, String image) {
    try {
      ContainerConfig config = docker.inspectImageCmd(image).exec().getConfig();
      Map<String, String> labels = config == null ? null : config.getLabels();
      return labels == null ? Map.of() : labels;
    } catch (NotFoundException _) {
      return null;
    }
  }

  private static ContainerFacts facts(
      InspectContainerResponse container, @Nullable Map<String, String> imageLabels) {
    ContainerConfig config = container.getConfig();
    Map<String, String> own = new HashMap<>();
    Set<String> fromImage = new HashSet<>();
    Map<String, String> all = Objects.requireNonNullElse(config.getLabels(), Map.of());
    all.forEach((label, value) -> {
      if (label.startsWith(PREFIX)) {
        if (imageLabels == null || value.equals(imageLabels.get(label))) {
          fromImage.add(label);
        } else {
          own.put(label, value);
        }
      }
    });
    return new ContainerFacts(
        container.getId(),
        container.getName().substring(container.getName().startsWith("/") ? 1 : 0),
        Instant.parse(container.getCreated()),
        state(container.getState()),
        Objects.requireNonNullElse(container.getState().getStartedAt(), ""),
        Boolean.TRUE.equals(config.getStdinOpen()),
        Boolean.TRUE.equals(config.getTty()),
        Boolean.TRUE.equals(container.getHostConfig().getAutoRemove()),
        own,
        fromImage,
        Objects.requireNonNullElse(container.getHostConfig().getNetworkMode(), ""),
        addresses(container),
        new ForeignContainer(
            container.getId(), container.getImageId(), HardeningGaps.of(container)));
  }

  private static State state(InspectContainerResponse.ContainerState state) {
    if (!Boolean.TRUE.equals(state.getRunning()) || Boolean.TRUE.equals(state.getRestarting())) {
      return State.ENDED;
    }
    if (Boolean.TRUE.equals(state.getPaused())) {
      return State.PAUSED;
    }
    String health = state.getHealth() == null ? "" : String.valueOf(state.getHealth().getStatus());
    return switch (health) {
      case "starting" -> State.WARMING;
      case "unhealthy" -> State.UNHEALTHY;
      default -> State.RUNNING;
    };
  }

  private static Map<String, String> addresses(InspectContainerResponse container) {
    Map<String, String> addresses = new HashMap<>();
    container
        .getNetworkSettings()
        .getNetworks()
        .forEach((name, network) -> {
          String ip = network.getIpAddress();
          if (ip != null && !ip.isEmpty()) {
            addresses.put(name, ip);
          }
        });
    return addresses;
  }
}
