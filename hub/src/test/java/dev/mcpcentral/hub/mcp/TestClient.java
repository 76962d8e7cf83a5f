package dev.mcpcentral.hub.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A client that sends what it is told to, header by header, and can walk off in the middle. */
final class TestClient implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI uri;
  private final Map<String, String> headers = new TreeMap<>();

  TestClient(EndpointServer server) {
    this.uri = server.uri;
    with("Accept", "application/json, text/event-stream");
    with("Content-Type", "application/json");
  }

  /** Sends this header with every request from now on; null takes it away. */
  TestClient with(String header, @Nullable String value) {
    if (value == null) {
      headers.remove(header);
    } else {
      headers.put(header, value);
    }
    return this;
  }

  /** Begins a session at a path and stays in it. */
  TestClient initialize(String path, String revision) throws Exception {
    HttpResponse<InputStream> welcome = send("POST", path, initialize(revision));
    String answer = text(welcome);
    if (!answer.contains("\"protocolVersion\":\"" + revision + "\"")) {
      throw new IOException(answer);
    }
    with("Mcp-Session-Id", welcome.headers().firstValue("Mcp-Session-Id").orElseThrow());
    return with("MCP-Protocol-Version", revision);
  }

  static String initialize(String revision) {
    return request(
        0,
        "initialize",
        "{\"protocolVersion\":\""
            + revision
            + "\",\"capabilities\":{\"sampling\":{}},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}");
  }

  static String request(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\""
        + method
        + "\",\"params\":"
        + params
        + "}";
  }

  static String call(int id, String tool) {
    return request(
        id, "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":{\"n\":" + id + "}}");
  }

  HttpResponse<InputStream> send(String method, String path, String body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve(path));
    headers.forEach(request::header);
    request.method(method, HttpRequest.BodyPublishers.ofString(body));
    return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  /** The HTTP status alone. */
  int status(String method, String path, String body) throws Exception {
    HttpResponse<InputStream> response = send(method, path, body);
    response.body().close();
    return response.statusCode();
  }

  Events stream(String method, String path, String body) throws Exception {
    return new Events(send(method, path, body));
  }

  static String text(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /** One event; a member that it does not have is empty. */
  record Event(String id, String type, String data, String retry) {}

  /** A response that is an event stream; closing it closes the connection. */
  static final class Events implements AutoCloseable {
    private final BufferedReader lines;

    Events(HttpResponse<InputStream> response) throws IOException {
      String type = response.headers().firstValue("Content-Type").orElse("");
      if (response.statusCode() != 200 || !type.startsWith("text/event-stream")) {
        throw new IOException(response.statusCode() + " " + type + " " + text(response));
      }
      lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The next event that is no comment; null at the end of the stream. */
    @Nullable Event next() throws IOException {
      Map<String, String> fields = new TreeMap<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty() && !fields.isEmpty()) {
          return new Event(
              fields.getOrDefault("id", ""),
              fields.getOrDefault("event", ""),
              fields.getOrDefault("data", ""),
              fields.getOrDefault("retry", ""));
        }
        int colon = line.indexOf(':');
        if (colon > 0) {
          fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
      }
      return null;
    }

    /** The next event, which must be there. */
    Event must() throws IOException {
      Event event = next();
      if (event == null) {
        throw new IOException("the stream has ended");
      }
      return event;
    }

    /** The data of everything up to the end of the stream. */
    List<String> rest() throws IOException {
      List<String> rest = new ArrayList<>();
      for (Event event = next(); event != null; event = next()) {
        rest.add(event.data());
      }
      return rest;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
