package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.engine.DockerConnection.Head;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/** What an address answers to {@code GET /_ping}. */
sealed interface DockerPing {
  /** For connecting, and again for the answer: 2 s together. */
  Duration TIMEOUT = Duration.ofSeconds(1);

  /**
   * An engine is there.
   *
   * @param server as the engine calls itself, for example {@code Docker/28.2.2 (linux)}
   * @param apiVersion the newest that it speaks, for example {@code 1.41}
   */
  record Answer(String server, String apiVersion) implements DockerPing {}

  /** No usable engine is there; the reason is for people. */
  record Silence(String reason) implements DockerPing {}

  static DockerPing of(DockerAddress address) {
    try (DockerConnection connection = DockerConnection.open(address, TIMEOUT)) {
      return judge(connection.request("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n", TIMEOUT));
    } catch (IOException e) {
      return new Silence(Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
    }
  }

  private static DockerPing judge(Head head) {
    String apiVersion = head.headers().get("api-version");
    if (head.status() != 200 || apiVersion == null) {
      return new Silence("it answers with status " + head.status() + ", but not like an engine");
    }
    if (!"linux".equals(head.headers().getOrDefault("ostype", "linux"))) {
      return new Silence("it runs " + head.headers().get("ostype") + " containers, not Linux ones");
    }
    return new Answer(head.headers().getOrDefault("server", "Docker"), apiVersion);
  }
}
