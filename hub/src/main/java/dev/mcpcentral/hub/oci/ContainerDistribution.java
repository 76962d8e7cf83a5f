package dev.mcpcentral.hub.oci;

import dev.mcpcentral.hub.engine.DockerImageStore;
import dev.mcpcentral.hub.engine.DockerServices;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.ServiceContainer;
import dev.mcpcentral.hub.spec.RegistryAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The distribution's own image, {@code registry:2}, as a container of the engine. */
final class ContainerDistribution implements Distribution {
  private static final Duration PULL_LIMIT = Duration.ofSeconds(60);
  private static final Duration COLLECT_LIMIT = Duration.ofMinutes(10);
  private static final String OURS = "mcp-central.registry";
  private static final String CONFIG = "/etc/docker/registry/config.yml";
  private static final int PORT = 5000;

  private final DockerServices services;
  private final DockerImageStore images;
  private final ServiceContainer container;

  /**
   * @param image reference of the distribution's image
   * @param name of the container
   * @param volume where it keeps what is pushed
   */
  ContainerDistribution(
      String dockerHost, String image, String name, String volume, RegistryAddress address) {
    this.services = DockerServices.connect(dockerHost);
    this.images = DockerImageStore.connect(dockerHost);
    this.container =
        new ServiceContainer(
            name,
            image,
            "/bin/registry",
            List.of("serve", CONFIG),
            Map.of(
                "REGISTRY_STORAGE_DELETE_ENABLED", "true", "REGISTRY_HTTP_ADDR", "0.0.0.0:" + PORT),
            Map.of(OURS, String.valueOf(address.port())),
            volume,
            "/var/lib/registry",
            address.port(),
            PORT);
  }

  @Override
  public String describe() {
    return "container " + container.name() + " (" + container.image() + ")";
  }

  @Override
  public boolean running() {
    try {
      return find().map(ServiceContainer.Found::running).orElse(false);
    } catch (EngineException noEngine) {
      return false;
    }
  }

  private Optional<ServiceContainer.Found> find() {
    String port = String.valueOf(container.hostPort());
    return services.find(container.name()).filter(found -> port.equals(found.labels().get(OURS)));
  }

  @Override
  public void start(Consumer<String> progress) {
    try {
      if (find().isPresent()) {
        services.start(container.name());
        return;
      }
      refuseAnother();
      if (images.inspect(container.image()).isEmpty()) {
        progress.accept("pulling " + container.image());
        images.pull(container.image(), PULL_LIMIT, _ -> {});
      }
      progress.accept("starting " + describe());
      services.create(container);
    } catch (EngineException e) {
      throw new RegistryException(String.valueOf(e.getMessage()), e);
    }
  }

  private void refuseAnother() {
    services
        .find(container.name())
        .ifPresent(other -> {
          String port = other.labels().get(OURS);
          throw new RegistryException(
              port == null
                  ? "a container named " + container.name() + " exists that is not ours"
                  : "the registry's container serves port "
                      + port
                      + " already: set 'registry: {address: localhost:"
                      + port
                      + "}', or remove it with 'docker rm -f "
                      + container.name()
                      + "' (its volume stays)");
        });
  }

  @Override
  public void stop() {
    try {
      services.stop(container.name());
    } catch (EngineException e) {
      throw new RegistryException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public String collectGarbage() {
    try {
      return services.runBeside(container, List.of("garbage-collect", CONFIG), COLLECT_LIMIT);
    } catch (EngineException e) {
      throw new RegistryException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Its volume belongs to the engine, whose files are not for us to count. */
  @Override
  public OptionalLong diskBytes() {
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    services.close();
    images.close();
  }
}
