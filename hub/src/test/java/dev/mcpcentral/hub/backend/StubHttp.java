package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.upstream.UpstreamRawServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An MCP server over HTTP that a test plays: each method is answered as the test says. */
final class StubHttp implements AutoCloseable {
  private static final Pattern METHOD = Pattern.compile("\"method\":\"([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

  /** Answers one request; may take as long as it wants to. */
  interface Script {
    void answer(Exchange exchange) throws IOException, InterruptedException;
  }

  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final BlockingQueue<Exchange> seen = new LinkedBlockingQueue<>();
  private final UpstreamRawServer server;

  StubHttp() throws IOException {
    this(0);
  }

  StubHttp(int port) throws IOException {
    server = new UpstreamRawServer(this::answer, port);
  }

  /** A server with a handshake, a session and no standing stream. */
  static StubHttp legacy(String capabilities) throws IOException {
    return legacy(0, capabilities);
  }

  static StubHttp legacy(int port, String capabilities) throws IOException {
    StubHttp stub = new StubHttp(port);
    stub.on("server/discover", exchange -> exchange.status(400));
    stub.on("GET", exchange -> exchange.status(405));
    stub.on("DELETE", exchange -> exchange.status(200));
    stub.on("notifications/initialized", exchange -> exchange.status(202));
    stub.on("notifications/cancelled", exchange -> exchange.status(202));
    stub.on(
        "initialize",
        exchange ->
            exchange.result(
                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":"
                    + capabilities
                    + ",\"serverInfo\":{\"name\":\"stub\",\"version\":\"1\"}}",
                "Mcp-Session-Id: session-1\r\n"));
    return stub;
  }

  /** A server that answers {@code server/discover}. */
  static StubHttp modern(int port, String capabilities) throws IOException {
    StubHttp stub = new StubHttp(port);
    stub.on(
        "server/discover",
        exchange ->
            exchange.result(
                "{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],"
                    + "\"capabilities\":"
                    + capabilities
                    + "}",
                ""));
    return stub;
  }

  /** {@code method} is a JSON-RPC method, {@code response}, or an HTTP method without a body. */
  void on(String method, Script script) {
    scripts.put(method, script);
  }

  void tools(String tools) {
    on("tools/list", exchange -> exchange.result("{\"tools\":" + tools + "}", ""));
  }

  private boolean answer(String request, OutputStream out)
      throws IOException, InterruptedException {
    Exchange exchange = new Exchange(request, out);
    seen.add(exchange);
    Script script = scripts.getOrDefault(exchange.method(), one -> one.status(404));
    script.answer(exchange);
    return exchange.persistent;
  }

  int port() {
    return server.address().getPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/mcp");
  }

  /** The next request with {@code method}, those before it are skipped. */
  Exchange next(String method) throws InterruptedException {
    while (true) {
      Exchange exchange = seen.poll(5, TimeUnit.SECONDS);
      if (exchange == null) {
        throw new AssertionError("no " + method + " came");
      }
      if (exchange.method().equals(method)) {
        return exchange;
      }
    }
  }

  /** The methods of the requests that nobody has taken yet. */
  List<String> unread() {
    return seen.stream().map(Exchange::method).toList();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** One request and its answer. */
  static final class Exchange {
    final String request;
    final long cameAt = System.nanoTime();
    private final OutputStream out;
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean persistent = true;

    Exchange(String request, OutputStream out) {
      this.request = request;
      this.out = out;
    }

    String method() {
      if (!request.startsWith("POST")) {
        return request.substring(0, request.indexOf(' '));
      }
      Matcher matcher = METHOD.matcher(body());
      return matcher.find() ? matcher.group(1) : "response";
    }

    String body() {
      return request.substring(request.indexOf("\r\n\r\n") + 4);
    }

    long id() {
      Matcher matcher = ID.matcher(body());
      if (!matcher.find()) {
        throw new AssertionError("no id in " + request);
      }
      return Long.parseLong(matcher.group(1));
    }

    /** The value of a header field, or an empty text. */
    String field(String name) {
      Matcher matcher =
          Pattern.compile("(?im)^" + Pattern.quote(name) + ": (.*?)\r?$").matcher(request);
      return matcher.find() ? matcher.group(1) : "";
    }

    void status(int status) throws IOException {
      write("HTTP/1.1 " + status + " Status\r\nContent-Length: 0\r\n\r\n");
    }

    void json(int status, String body) throws IOException {
      json(status, body, "");
    }

    private void json(int status, String body, String fields) throws IOException {
      write(
          "HTTP/1.1 "
              + status
              + " Status\r\n"
              + fields
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
    }

    void result(String result, String fields) throws IOException {
      json(200, "{\"jsonrpc\":\"2.0\",\"id\":" + id() + ",\"result\":" + result + "}", fields);
    }

    void error(int status, int code, String data) throws IOException {
      json(
          status,
          "{\"jsonrpc\":\"2.0\",\"id\":"
              + id()
              + ",\"error\":{\"code\":"
              + code
              + ",\"message\":\"no\",\"data\":"
              + data
              + "}}");
    }

    /** Begins an event stream, which ends with the connection. */
    Exchange stream() throws IOException {
      persistent = false;
      write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
      return this;
    }

    Exchange event(String lines) throws IOException {
      write(lines + "\n\n");
      return this;
    }

    Exchange message(String json) throws IOException {
      return event("data: " + json);
    }

    /** Keeps the stream open until {@link #release}. */
    void hold() throws InterruptedException {
      released.await();
    }

    void release() {
      released.countDown();
    }

    private void write(String text) throws IOException {
      synchronized (out) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }
}
