package dev.mcpcentral.hub.engine;

import dev.mcpcentral.protocol.http.MalformedHeadException;
import dev.mcpcentral.protocol.http.RequestHead;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** One request to a view of the engine, and its answer. */
final class ViewExchange {
  private static final System.Logger LOG = System.getLogger(ViewExchange.class.getName());
  private static final int MAX_HEAD_BYTES = 16 << 10;
  private static final Duration HEAD = Duration.ofSeconds(10);
  private static final Duration WHOLE = Duration.ofSeconds(60);
  private static final Duration FOLLOW = Duration.ofSeconds(30);
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_LOG_BYTES = 4 << 20;
  private static final String MAX_LOG_LINES = "10000";
  private static final String JSON = "application/json";

  private final SocketChannel channel;
  private final Closeable hangUp;
  private final EngineReader engine;
  private final Consumer<String> log;
  private final InputStream in;
  private final OutputStream out;
  private boolean begun;

  /** {@code hangUp} ends the connection, whoever finds that its time is over. */
  ViewExchange(SocketChannel channel, Closeable hangUp, EngineReader engine, Consumer<String> log) {
    this.channel = channel;
    this.hangUp = hangUp;
    this.engine = engine;
    this.log = log;
    this.in = new BufferedInputStream(Channels.newInputStream(channel));
    this.out = Channels.newOutputStream(channel);
  }

  /** From the request to the end of the answer, 60 s at most. */
  void run() {
    try (Watchdog dog = Watchdog.over(hangUp, WHOLE)) {
      Optional<RequestHead> head = head();
      if (head.isPresent()) {
        dog.guard(() -> {
          answer(head.get());
          return true;
        });
        takeBody(head.get());
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a request to a view of the engine ended", e);
    }
  }

  private Optional<RequestHead> head() throws IOException {
    try (Watchdog dog = Watchdog.over(hangUp, HEAD)) {
      return dog.guard(() -> RequestHead.read(in, MAX_HEAD_BYTES));
    } catch (MalformedHeadException e) {
      refuse("a malformed request", new ViewRefusal(400, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /**
   * Takes what a client still sends, 2 s and 1 MiB at most: a connection that is closed with unread
   * bytes breaks at the client's side, and the answer is lost with it.
   */
  private void takeBody(RequestHead head) throws IOException {
    if (head.values("Content-Length").isEmpty() && head.values("Transfer-Encoding").isEmpty()) {
      return;
    }
    channel.shutdownOutput();
    try (Watchdog dog = Watchdog.over(hangUp, LINGER)) {
      dog.guard(() -> in.readNBytes(MAX_BODY_BYTES).length);
    }
  }

  private void answer(RequestHead head) throws IOException {
    String asked = head.method() + " " + head.target();
    try {
      ViewRequest request = ViewRequest.of(head);
      show(request);
      log.accept(asked);
    } catch (ViewRefusal e) {
      refuse(asked, e);
    } catch (EngineReader.Declined e) {
      refuse(asked, new ViewRefusal(e.status(), String.valueOf(e.getMessage())));
    } catch (IOException e) {
      refuse(asked, new ViewRefusal(502, "the engine does not answer: " + e.getMessage()));
    }
  }

  private void show(ViewRequest request) throws IOException, ViewRefusal {
    boolean headOnly = request.headOnly();
    switch (request.what()) {
      case PING -> write(200, "text/plain; charset=utf-8", bytes("OK"), headOnly);
      case CONTAINERS, VERSION, INFO, IMAGES, NETWORKS, VOLUMES ->
          json(ViewContent.of(request.what(), engine.json(path(request))), headOnly);
      case IMAGE ->
          json(
              ViewContent.of(request.what(), engine.json("/images/" + request.name() + "/json")),
              headOnly);
      case CONTAINER -> json(ViewContent.of(request.what(), container(request)), headOnly);
      case TOP -> top(request);
      case STATS -> stats(request);
      case LOGS -> logs(request);
    }
  }

  private static String path(ViewRequest request) {
    String path =
        switch (request.what()) {
          case CONTAINERS -> "/containers/json";
          case IMAGES -> "/images/json";
          case VERSION -> "/version";
          case INFO -> "/info";
          case NETWORKS -> "/networks";
          case VOLUMES -> "/volumes";
          case PING, CONTAINER, LOGS, STATS, TOP, IMAGE ->
              throw new IllegalStateException("has no path of its own: " + request.what());
        };
    return path + request.query();
  }

  /** A container, unless it is a part of MCP Central itself. */
  private JsonNode container(ViewRequest request) throws IOException, ViewRefusal {
    JsonNode found = engine.json("/containers/" + request.name() + "/json");
    if (ViewContent.ownPart(found.path("Config"))) {
      throw new ViewRefusal(404, "No such container: " + request.name());
    }
    return found;
  }

  /** By its id: a name could belong to another container by now. */
  private static String pathOf(JsonNode container) {
    return "/containers/" + container.path("Id").stringValue("");
  }

  private void top(ViewRequest request) throws IOException, ViewRefusal {
    JsonNode container = container(request);
    JsonNode top = engine.json(pathOf(container) + "/top");
    json(ViewContent.processes(top, container), request.headOnly());
  }

  private void stats(ViewRequest request) throws IOException, ViewRefusal {
    if (!request.parameters().containsKey("stream")) {
      throw new ViewRefusal(403, "this view of the engine shows stats with stream=false only");
    }
    JsonNode container = container(request);
    json(engine.json(pathOf(container) + "/stats" + request.query()), request.headOnly());
  }

  private void logs(ViewRequest request) throws IOException, ViewRefusal {
    JsonNode container = container(request);
    Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
    String tail = parameters.getOrDefault("tail", "all");
    parameters.put("tail", tail.isEmpty() || tail.equals("all") ? MAX_LOG_LINES : tail);
    ViewRequest bounded =
        new ViewRequest(request.what(), request.name(), parameters, request.headOnly());
    engine.stream(
        pathOf(container) + "/logs" + bounded.query(),
        contentType -> {
          begin(200, contentType, -1);
          return request.headOnly() ? OutputStream.nullOutputStream() : out;
        },
        MAX_LOG_BYTES,
        FOLLOW);
  }

  private void json(JsonNode content, boolean headOnly) throws IOException {
    write(200, JSON, JsonMapper.shared().writeValueAsBytes(content), headOnly);
  }

  private void refuse(String asked, ViewRefusal refusal) throws IOException {
    log.accept(asked + ": " + refusal.status() + ", " + refusal.getMessage());
    if (!begun) {
      JsonNode message = JsonNodeFactory.instance.objectNode().put("message", refusal.getMessage());
      write(refusal.status(), JSON, JsonMapper.shared().writeValueAsBytes(message), false);
    }
  }

  private void write(int status, String type, byte[] body, boolean headOnly) throws IOException {
    begin(status, type, body.length);
    if (!headOnly) {
      out.write(body);
    }
  }

  /** {@code length} is negative for an answer that ends with the connection. */
  private void begin(int status, String type, int length) throws IOException {
    begun = true;
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: %s\r\n%sApi-Version: %s\r\nOstype: linux\r\nDocker-Experimental: false\r\nServer: MCP-Central\r\nConnection: close\r\n\r\n"
            .formatted(
                status,
                status == 200 ? "OK" : "Refused",
                type,
                length < 0 ? "" : "Content-Length: " + length + "\r\n",
                engine.apiVersion());
    out.write(head.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
