package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The engine's API through docker-java, with every call bounded in time and every failure in words
 * for people. The client is made at its first use: loading it costs more than the rest of start-up.
 */
final class DockerApi implements AutoCloseable {
  /** The newest version of the API that this code was written for. */
  private static final RemoteApiVersion NEWEST = RemoteApiVersion.create(1, 44);

  private static final int MAX_CONNECTIONS = 64;

  private final DockerAddress address;
  private final String apiVersion;
  private final Duration timeout;

  /**
   * docker-java's socket reads know no time-out and pin carriers: they get threads of their own.
   */
  private final ExecutorService callers =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("docker-api-", 0).factory());

  private @Nullable DockerClient client;

  DockerApi(DockerAddress address, String engineVersion, Duration timeout) {
    this.address = address;
    this.apiVersion = supported(engineVersion).getVersion();
    this.timeout = timeout;
  }

  DockerAddress address() {
    return address;
  }

  /** The path prefix of the version that is spoken, for example {@code /v1.41}. */
  String pathPrefix() {
    return "/v" + apiVersion;
  }

  /**
   * Makes a call.
   *
   * @param doing what is tried, to follow "could not": {@code start server 'x'}
   */
  <T> T call(String doing, Function<DockerClient, T> work) {
    Future<T> answer = callers.submit(() -> work.apply(client()));
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      answer.cancel(true);
      throw doesNotAnswer("nothing came within " + timeout.toSeconds() + " s");
    } catch (InterruptedException _) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while trying to " + doing);
    } catch (ExecutionException e) {
      throw translated(doing, e.getCause());
    }
  }

  void run(String doing, Consumer<DockerClient> work) {
    call(
        doing,
        docker -> {
          work.accept(docker);
          return true;
        });
  }

  /**
   * Removes a container, running or not, with its anonymous volumes; gone already is fine. An
   * interrupt that came before does not keep it from doing so: who is told to stop cleans up.
   */
  void remove(String containerId) {
    boolean interrupted = Thread.interrupted();
    try {
      removeNow(containerId);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void removeNow(String containerId) {
    run(
        "remove container " + containerId,
        docker -> {
          try {
            docker.removeContainerCmd(containerId).withForce(true).withRemoveVolumes(true).exec();
          } catch (NotFoundException _) {
            // Somebody else was faster, which is what we want.
          } catch (ConflictException _) {
            // "Removal is already in progress": it is gone when that has ended.
            awaitGone(docker, containerId);
          }
        });
  }

  private static void awaitGone(DockerClient docker, String containerId) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        docker.inspectContainerCmd(containerId).exec();
        Thread.sleep(20);
      }
    } catch (NotFoundException _) {
      return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  EngineException doesNotAnswer(String why) {
    return new EngineException(
        "the Docker engine at "
            + address.host()
            + " does not answer: "
            + why
            + "; see whether it runs, then try again");
  }

  @Override
  public synchronized void close() {
    callers.shutdownNow();
    DockerClient made = client;
    client = null;
    if (made != null) {
      try {
        made.close();
      } catch (IOException e) {
        System.getLogger(DockerApi.class.getName())
            .log(System.Logger.Level.DEBUG, "closing the Docker client", e);
      }
    }
  }

  private synchronized DockerClient client() {
    DockerClient made = client;
    if (made == null) {
      made = connect();
      client = made;
    }
    return made;
  }

  private DockerClient connect() {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(address.host())
            .withDockerTlsVerify(false)
            .withApiVersion(apiVersion)
            .build();
    var http =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .maxConnections(MAX_CONNECTIONS)
            .connectionTimeout(timeout)
            .responseTimeout(timeout)
            .build();
    return DockerClientImpl.getInstance(config, http);
  }

  private EngineException translated(String doing, @Nullable Throwable cause) {
    return switch (cause) {
      case EngineException e -> e;
      case DockerException e ->
          new EngineException(
              "the Docker engine could not " + doing + ": " + message(e.getMessage()));
      case DockerClientException e ->
          new EngineException("the Docker engine could not " + doing + ": " + e.getMessage());
      case null -> doesNotAnswer("unknown trouble");
      default -> doesNotAnswer(rootMessage(cause));
    };
  }

  /** docker-java says {@code Status 404: {"message":"…"}}; people want the message. */
  private static String message(@Nullable String text) {
    String whole = String.valueOf(text);
    int brace = whole.indexOf('{');
    if (brace < 0) {
      return whole.strip();
    }
    try {
      JsonNode answer = JsonMapper.shared().readTree(whole.substring(brace));
      return answer.path("message").stringValue(whole).strip();
    } catch (tools.jackson.core.JacksonException _) {
      return whole.strip();
    }
  }

  private static String rootMessage(Throwable cause) {
    Throwable root = cause;
    for (Throwable deeper = root.getCause(); deeper != null; deeper = root.getCause()) {
      root = deeper;
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  private static RemoteApiVersion supported(String engineVersion) {
    RemoteApiVersion engine = RemoteApiVersion.parseConfig(engineVersion);
    return engine.isGreater(NEWEST) ? NEWEST : engine;
  }
}
