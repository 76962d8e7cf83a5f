package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the admin API. Uses the JDK's old HTTP client, because the new one costs a third of a second
 * on first use, which every command would pay.
 */
final class AdminClient {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofMinutes(3);

  /** Longer than any step of a build and any silence of a log. */
  private static final Duration NEXT_LINE = Duration.ofMinutes(30);

  /** Longer than the longest call timeout that a server may have. */
  private static final Duration CALL = Duration.ofMinutes(61);

  private static final Set<String> REFUSALS =
      Set.of(
          "unauthorized",
          "host-not-allowed",
          "origin-not-allowed",
          "denied",
          "unrecorded",
          "audit-unavailable");

  private final URI base;
  private final String authorization;

  AdminClient(URI base, String authorization) {
    this.base = base;
    this.authorization = authorization;
  }

  Slice get(String path) {
    return exchange("GET", path, null, ANSWER);
  }

  Slice post(String path) {
    return exchange("POST", path, Slice.of(""), ANSWER);
  }

  Slice post(String path, Slice body) {
    return exchange("POST", path, body, CALL);
  }

  Slice delete(String path) {
    return exchange("DELETE", path, null, ANSWER);
  }

  Slice call(Slice body) {
    return exchange("POST", "/call", body, CALL);
  }

  /** Hands on each line of the answer as it comes. */
  void lines(String method, String path, @Nullable Slice body, Consumer<String> line) {
    try {
      HttpURLConnection connection = send(method, path, body, NEXT_LINE);
      try (BufferedReader reader = reader(answer(connection))) {
        for (String next = reader.readLine(); next != null; next = reader.readLine()) {
          line.accept(next);
        }
      }
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  private Slice exchange(String method, String path, @Nullable Slice body, Duration patience) {
    try {
      HttpURLConnection connection = send(method, path, body, patience);
      try (InputStream in = answer(connection)) {
        return Slice.of(in.readAllBytes());
      }
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  private HttpURLConnection send(
      String method, String path, @Nullable Slice body, Duration patience) throws IOException {
    URI uri = URI.create(base + "/api/v1" + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) patience.toMillis());
    connection.setRequestProperty("Authorization", authorization);
    if (body != null) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      // Without a fixed length this client sends a request again when the connection breaks.
      connection.setFixedLengthStreamingMode(body.length());
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.array(), body.offset(), body.length());
      }
    }
    return connection;
  }

  private static InputStream answer(HttpURLConnection connection) throws IOException {
    if (connection.getResponseCode() < 400) {
      return connection.getInputStream();
    }
    try (InputStream error = connection.getErrorStream()) {
      byte[] body = error == null ? new byte[0] : error.readAllBytes();
      throw failure(Fields.of(Slice.of(body)));
    }
  }

  /** The failure that {@code {"error":{…}}} tells of. */
  static CommandFailure failure(Fields answer) {
    Fields error = answer.object("error");
    String code = error.text("code");
    int exit = REFUSALS.contains(code) ? ExitCode.REFUSED : ExitCode.FAILED;
    return new CommandFailure(exit, code, error.text("message"));
  }

  private static CommandFailure trouble(IOException e) {
    if (e instanceof ConnectException) {
      return CommandFailure.notRunning();
    }
    return CommandFailure.failed(
        "no-answer",
        e instanceof SocketTimeoutException
            ? "the hub did not answer in time: see mcp-central doctor"
            : "the connection to the hub broke off (" + e.getMessage() + ")");
  }
}
