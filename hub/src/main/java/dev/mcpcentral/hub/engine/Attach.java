package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.engine.DockerConnection.Head;
import java.io.IOException;
import java.time.Duration;

/** Opens the engine's stream to and from a container's standard streams. */
final class Attach {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int SWITCHED = 101;

  private Attach() {}

  /**
   * Attaches to a container, before or after its start; afterwards the connection is the stream.
   */
  static DockerConnection open(DockerApi api, String containerId, boolean stdin)
      throws IOException {
    DockerConnection connection = DockerConnection.open(api.address(), TIMEOUT);
    try {
      Head head = connection.request(request(api, containerId, stdin), TIMEOUT);
      if (head.status() != SWITCHED) {
        throw new IOException("it refused to attach, status " + head.status());
      }
      return connection;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private static String request(DockerApi api, String containerId, boolean stdin) {
    return "POST %s/containers/%s/attach?stream=1&stdin=%d&stdout=1&stderr=1 HTTP/1.1\r\n"
            .formatted(api.pathPrefix(), containerId, stdin ? 1 : 0)
        + "Host: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\n";
  }
}
