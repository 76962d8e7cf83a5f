package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client of the engine's API for work beside the servers: images, and services of our own. */
final class EngineClient implements AutoCloseable {
  private final DockerClient client;

  EngineClient(DockerClient client) {
    this.client = client;
  }

  /** Nothing is sent before the first call; a call may take as long as it needs. */
  static EngineClient connect(String dockerHost) {
    return connect(dockerHost, Duration.ZERO);
  }

  /** The same with a limit for each answer; zero means none. */
  static EngineClient connect(String dockerHost, Duration answer) {
    DockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(dockerHost).build();
    var http =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .sslConfig(config.getSSLConfig())
            .connectionTimeout(Duration.ofSeconds(5));
    if (answer.isPositive()) {
      http.responseTimeout(answer);
    }
    return new EngineClient(DockerClientImpl.getInstance(config, http.build()));
  }

  DockerClient api() {
    return client;
  }

  /**
   * Asks, and says in words for people what went wrong.
   *
   * @param what completes "Docker refused when asked …"
   */
  static <T extends @Nullable Object> T asking(String what, Supplier<T> question) {
    try {
      return question.get();
    } catch (DockerException e) {
      throw new EngineException("Docker refused when asked " + what + ": " + e.getMessage(), e);
    } catch (EngineException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new EngineException(
          "Docker did not answer when asked "
              + what
              + ": "
              + e.getMessage()
              + ". Is the engine running?",
          e);
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new EngineException("The connection to Docker did not close: " + e.getMessage(), e);
    }
  }
}
