package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The {@link ServiceContainer}s of a Docker engine. Blocking; every method throws {@link
 * EngineException} when the engine cannot be reached or refuses.
 */
public final class DockerServices implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int STOP_SECONDS = 10;
  private static final long MEMORY_BYTES = 512L << 20;
  private static final long PIDS = 128;
  private static final int MOST_OUTPUT = 1 << 20;

  private final EngineClient engine;
  private final DockerClient client;

  private DockerServices(EngineClient engine) {
    this.engine = engine;
    this.client = engine.api();
  }

  /** Uses the engine at this address, for example {@code unix:///var/run/docker.sock}. */
  public static DockerServices connect(String dockerHost) {
    return new DockerServices(EngineClient.connect(dockerHost, ANSWER));
  }

  /** The container of this name, whoever made it. */
  public Optional<ServiceContainer.Found> find(String name) {
    return EngineClient.asking(
        "for container " + name,
        () -> {
          try {
            return Optional.of(found(name, client.inspectContainerCmd(name).exec()));
          } catch (NotFoundException absent) {
            return Optional.empty();
          }
        });
  }

  private static ServiceContainer.Found found(String name, InspectContainerResponse container) {
    var config = Objects.requireNonNull(container.getConfig(), "config");
    Map<String, String> labels = Objects.requireNonNullElse(config.getLabels(), Map.of());
    boolean running = Boolean.TRUE.equals(container.getState().getRunning());
    return new ServiceContainer.Found(
        name, Objects.requireNonNullElse(config.getImage(), ""), running, labels);
  }

  /** Makes the container and starts it; it goes on when this process ends. */
  public void create(ServiceContainer service) {
    EngineClient.asking(
        "to start " + service.name(),
        () -> {
          HostConfig host =
              hardened(service)
                  .withRestartPolicy(RestartPolicy.unlessStoppedRestart())
                  .withPortBindings(
                      new PortBinding(
                          Ports.Binding.bindIpAndPort("127.0.0.1", service.hostPort()),
                          ExposedPort.tcp(service.port())));
          String id =
              shaped(service, service.arguments())
                  .withName(service.name())
                  .withExposedPorts(ExposedPort.tcp(service.port()))
                  .withHostConfig(host)
                  .exec()
                  .getId();
          startOrRemove(id);
          return id;
        });
  }

  /** A container that could not start, for example because its port is taken, is not kept. */
  private void startOrRemove(String id) {
    try {
      client.startContainerCmd(id).exec();
    } catch (RuntimeException failed) {
      client.removeContainerCmd(id).withForce(true).exec();
      throw failed;
    }
  }

  public void start(String name) {
    EngineClient.asking("to start " + name, () -> client.startContainerCmd(name).exec());
  }

  public void stop(String name) {
    EngineClient.asking(
        "to stop " + name, () -> client.stopContainerCmd(name).withTimeout(STOP_SECONDS).exec());
  }

  /** Removes the container; its volume stays. */
  public void remove(String name) {
    EngineClient.asking(
        "to remove " + name, () -> client.removeContainerCmd(name).withForce(true).exec());
  }

  /**
   * Runs another command of the same program over the same volume, without any network, to its end.
   *
   * @return what it printed
   * @throws EngineException when it fails or is not done after {@code limit}
   */
  public String runBeside(ServiceContainer service, List<String> arguments, Duration limit) {
    String id =
        EngineClient.asking(
            "to run " + service.program(),
            () ->
                shaped(service, arguments)
                    .withHostConfig(hardened(service).withNetworkMode("none"))
                    .exec()
                    .getId());
    try {
      client.startContainerCmd(id).exec();
      Integer status =
          client
              .waitContainerCmd(id)
              .start()
              .awaitStatusCode(limit.toMillis(), TimeUnit.MILLISECONDS);
      String printed = output(id);
      if (status != 0) {
        throw new EngineException(
            service.program()
                + " "
                + arguments.getFirst()
                + " ended with "
                + status
                + ":\n"
                + printed);
      }
      return printed;
    } catch (DockerException e) {
      throw new EngineException(service.program() + " could not be run: " + e.getMessage(), e);
    } finally {
      remove(id);
    }
  }

  private String output(String id) {
    StringBuilder printed = new StringBuilder();
    var callback =
        new ResultCallback.Adapter<Frame>() {
          @Override
          public void onNext(Frame frame) {
            if (printed.length() < MOST_OUTPUT) {
              printed.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
          }
        };
    try {
      client
          .logContainerCmd(id)
          .withStdOut(true)
          .withStdErr(true)
          .exec(callback)
          .awaitCompletion(ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return printed.toString();
  }

  private CreateContainerCmd shaped(ServiceContainer service, List<String> arguments) {
    return client
        .createContainerCmd(service.image())
        .withEntrypoint(service.program())
        .withCmd(arguments)
        .withEnv(
            service.environment().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList())
        .withLabels(service.labels());
  }

  private static HostConfig hardened(ServiceContainer service) {
    return new HostConfig()
        .withReadonlyRootfs(true)
        .withTmpFs(Map.of("/tmp", "rw,noexec,nosuid,nodev,size=64m"))
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withPrivileged(false)
        .withMemory(MEMORY_BYTES)
        .withMemorySwap(MEMORY_BYTES)
        .withPidsLimit(PIDS)
        .withInit(true)
        .withMounts(
            List.of(
                new Mount()
                    .withType(MountType.VOLUME)
                    .withSource(service.volume())
                    .withTarget(service.folder())));
  }

  @Override
  public void close() {
    engine.close();
  }
}
