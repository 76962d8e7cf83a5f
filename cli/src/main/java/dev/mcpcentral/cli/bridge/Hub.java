package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The hub's MCP endpoint. Interrupting a thread that waits here, or that reads a response, closes
 * its connection.
 */
final class Hub implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** Longer than the longest call timeout that a server may have. */
  private static final Duration CALL = Duration.ofMinutes(61);

  private static final Duration AGAIN = Duration.ofMillis(200);

  private final HubAddress address;
  private final Reach reach;
  private final HttpClient http;

  Hub(HubAddress address, Reach reach) {
    this.address = address;
    this.reach = reach;
    this.http = client("https".equals(address.endpoint().getScheme()));
  }

  private static HttpClient client(boolean secure) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor());
    return secure ? builder.build() : builder.sslContext(trustingNobody()).build();
  }

  /**
   * Without TLS, reading the machine's certificates would be the longest part of starting: half a
   * second.
   */
  private static SSLContext trustingNobody() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // every Java platform has TLS
    }
  }

  /**
   * Sends a request, and waits for a hub that is not there as long as {@link Reach} thinks it worth
   * while: as long as no connection is made, nothing is sent twice.
   *
   * @throws UnreachableException when there is no hub
   */
  HttpResponse<InputStream> call(Slice message, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest request = post(message, headers, CALL);
    while (true) {
      try {
        return send(request);
      } catch (UnreachableException nobody) {
        if (!reach.down()) {
          throw nobody;
        }
        Thread.sleep(AGAIN);
      }
    }
  }

  /** Sends what needs no long answer, once. */
  HttpResponse<InputStream> tell(Slice message, Map<String, String> headers)
      throws IOException, InterruptedException {
    return send(post(message, headers, SOON));
  }

  HttpResponse<InputStream> get(Map<String, String> headers)
      throws IOException, InterruptedException {
    return send(to(headers).header("Accept", "text/event-stream").timeout(SOON).GET().build());
  }

  /** Ends a session. */
  void delete(Map<String, String> headers, Duration limit)
      throws IOException, InterruptedException {
    send(to(headers).timeout(limit).DELETE().build()).body().close();
  }

  private HttpRequest post(Slice message, Map<String, String> headers, Duration limit) {
    return to(headers)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .timeout(limit)
        .POST(BodyPublishers.ofByteArray(message.array(), message.offset(), message.length()))
        .build();
  }

  private HttpRequest.Builder to(Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.endpoint());
    headers.forEach(request::header);
    if (address.token() != null) {
      request.header("Authorization", "Bearer " + address.token());
    }
    return request;
  }

  private HttpResponse<InputStream> send(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      reach.up();
      return response;
    } catch (ConnectException | HttpConnectTimeoutException nobody) {
      reach.down();
      throw new UnreachableException(reach.nobody());
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
