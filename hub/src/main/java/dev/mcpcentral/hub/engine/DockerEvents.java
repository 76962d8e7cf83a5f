package dev.mcpcentral.hub.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpcentral.hub.engine.DockerConnection.Head;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The engine's event stream: one line of JSON for each event, see "SystemEvents" of its API. */
final class DockerEvents implements ContainerEvents {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** All labels of the container are in a line; labels can be long. */
  private static final int MAX_LINE_BYTES = 1 << 20;

  private static final String FILTERS =
      """
      {"type":["container","volume"],"event":["start","attach","die","destroy","rename","pause","unpause","health_status"]}\
      """;

  private final DockerConnection connection;

  private DockerEvents(DockerConnection connection) {
    this.connection = connection;
  }

  static DockerEvents open(DockerApi api) throws IOException {
    DockerConnection connection = DockerConnection.open(api.address(), TIMEOUT);
    try {
      String request =
          "GET %s/events?filters=%s HTTP/1.0\r\nHost: docker\r\n\r\n"
              .formatted(api.pathPrefix(), URLEncoder.encode(FILTERS, UTF_8));
      Head head = connection.request(request, TIMEOUT);
      if (head.status() != 200) {
        throw new IOException("it refused to tell its events, status " + head.status());
      }
      return new DockerEvents(connection);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public @Nullable Event next() throws IOException {
    while (true) {
      String line = line();
      if (line == null) {
        return null;
      }
      if (!line.isBlank()) {
        return event(line);
      }
    }
  }

  private static Event event(String line) throws IOException {
    try {
      JsonNode event = JsonMapper.shared().readTree(line);
      JsonNode actor = event.path("Actor");
      String action = event.path("Action").asString("");
      int detail = action.indexOf(':');
      return new Event(
          event.path("Type").asString(""),
          detail < 0 ? action : action.substring(0, detail),
          actor.path("ID").asString(""),
          actor.path("Attributes").has(Labels.SERVER));
    } catch (JacksonException notJson) {
      throw new IOException("it sent an event that is not JSON", notJson);
    }
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer received = connection.received();
    while (line.size() < MAX_LINE_BYTES) {
      if (!received.hasRemaining() && !connection.fill()) {
        return null;
      }
      received = connection.received();
      byte next = received.get();
      if (next == '\n') {
        return line.toString(UTF_8);
      }
      line.write(next);
    }
    throw new IOException("it sent an event of more than " + MAX_LINE_BYTES + " bytes");
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
