package dev.mcpcentral.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** One POST to an MCP endpoint over the JDK's client: exactly the headers and bytes given. */
final class Post {
  private static final HttpClient HTTP = client();

  /**
   * For streams that are closed in the middle. When a stream is closed just as its answer ends, the
   * JDK's client may take the connection for reusable, and the next request on it fails (about one
   * in 30,000, whatever server is there).
   */
  private static final HttpClient APART = client();

  private final URI endpoint;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private Duration limit = Duration.ofSeconds(60);
  private HttpClient http = HTTP;

  Post(URI endpoint) {
    this.endpoint = endpoint;
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json, text/event-stream");
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  /** Apart from the connections on which nothing is closed early. */
  Post apart() {
    http = APART;
    return this;
  }

  Post header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Post headers(Map<String, String> more) {
    headers.putAll(more);
    return this;
  }

  Post within(Duration time) {
    limit = time;
    return this;
  }

  Reply send(String body) {
    return send(body.getBytes(StandardCharsets.UTF_8));
  }

  Reply send(byte[] body) {
    try {
      var response = http.send(request("POST", body), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends, waits for the head of the answer, and leaves its body to the caller, who closes it. */
  InputStream open(String body) {
    return open(request("POST", body.getBytes(StandardCharsets.UTF_8)));
  }

  /** GET, for a stream that stays open; the caller closes it. */
  InputStream listen() {
    headers.put("Accept", "text/event-stream");
    return open(request("GET", new byte[0]));
  }

  private InputStream open(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The same headers with another method and no body. */
  Reply method(String method) {
    try {
      var response = http.send(request(method, new byte[0]), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest request(String method, byte[] body) {
    var publisher =
        body.length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body);
    var builder = HttpRequest.newBuilder(endpoint).timeout(limit).method(method, publisher);
    headers.forEach(builder::header);
    return builder.build();
  }
}
