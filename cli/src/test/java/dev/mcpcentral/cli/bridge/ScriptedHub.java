package dev.mcpcentral.cli.bridge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An HTTP server that answers as a test says, and remembers what it was sent. */
final class ScriptedHub implements AutoCloseable {
  private final HttpServer server;
  private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

  /** A request that came; header fields that are absent are empty. */
  record Seen(String method, String body, HttpExchange exchange) {
    String header(String name) {
      @Nullable String value = exchange.getRequestHeaders().getFirst(name);
      return value == null ? "" : value;
    }

    void json(int status, String body) throws IOException {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    /** Begins an event stream, and writes text as it is. */
    void events(String text) throws IOException {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      more(text);
    }

    void more(String text) throws IOException {
      exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    }

    void session(String id) {
      exchange.getResponseHeaders().set("Mcp-Session-Id", id);
    }

    /** Ends the response where it is. */
    void end() {
      exchange.close();
    }
  }

  /** What is done with a request. */
  interface Script {
    void answer(Seen request) throws IOException, InterruptedException;
  }

  ScriptedHub(int port, Script script) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          Seen request =
              new Seen(
                  exchange.getRequestMethod(), new String(body, StandardCharsets.UTF_8), exchange);
          seen.add(request);
          try {
            script.answer(request);
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The next request that holds {@code part} in its method or body; others are passed over. */
  Seen next(String part) throws InterruptedException {
    while (true) {
      Seen request = seen.poll(10, TimeUnit.SECONDS);
      if (request == null) {
        throw new AssertionError("no request with " + part + " came");
      }
      if (request.method().equals(part) || request.body().contains(part)) {
        return request;
      }
    }
  }

  /** As a hub that is killed; its port is free then. */
  void stop() {
    server.stop(0);
  }

  @Override
  public void close() {
    stop();
  }
}
