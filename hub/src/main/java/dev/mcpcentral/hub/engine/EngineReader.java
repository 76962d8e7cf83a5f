package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.engine.DockerConnection.Head;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the engine with GET, on a connection for each question, bounded in time and size. */
record EngineReader(DockerAddress address, String pathPrefix) {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final int MAX_ANSWER_BYTES = 16 << 20;

  /** An answer that is no success; its message is the engine's own. */
  static final class Declined extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Declined(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** {@code path} without the version, with its query. */
  JsonNode json(String path) throws IOException {
    try (DockerConnection connection = open()) {
      Head head = connection.request(request(path), ANSWER);
      return parsed(head, connection.body(MAX_ANSWER_BYTES, ANSWER));
    }
  }

  /** What a caller of {@link #stream} does when it is known what comes. */
  interface Begin {
    OutputStream with(String contentType) throws IOException;
  }

  /** Passes an answer on as it comes, until {@code maxBytes} or the time is used up. */
  void stream(String path, Begin begin, int maxBytes, Duration time) throws IOException {
    try (DockerConnection connection = open()) {
      Head head = connection.request(request(path), ANSWER);
      if (head.status() != 200) {
        parsed(head, connection.body(MAX_ANSWER_BYTES, ANSWER));
      }
      String type = head.headers().getOrDefault("content-type", "application/octet-stream");
      connection.bodyTo(begin.with(type), maxBytes, time);
    }
  }

  String apiVersion() {
    return pathPrefix.substring(2);
  }

  private DockerConnection open() throws IOException {
    return DockerConnection.open(address, CONNECT);
  }

  private String request(String path) {
    return "GET " + pathPrefix + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
  }

  private static JsonNode parsed(Head head, byte[] body) throws IOException {
    try {
      JsonNode answer = JsonMapper.shared().readTree(body);
      if (head.status() != 200) {
        throw new Declined(head.status(), answer.path("message").stringValue("no reason given"));
      }
      return answer;
    } catch (JacksonException e) {
      throw new IOException("the engine's answer is no JSON", e);
    }
  }
}
