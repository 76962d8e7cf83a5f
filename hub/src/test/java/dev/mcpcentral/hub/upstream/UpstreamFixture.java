package dev.mcpcentral.hub.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A client and the server that it talks to. */
final class UpstreamFixture implements AutoCloseable {
  static final int MAX_BODY = 64 * 1024;

  final UpstreamReaper reaper = new UpstreamReaper();
  final UpstreamRawServer server;
  final UpstreamHttp upstream;

  UpstreamFixture(UpstreamRawServer.Script script) throws IOException {
    this(new UpstreamRawServer(script));
  }

  UpstreamFixture(UpstreamRawServer server) {
    this.server = server;
    this.upstream = new UpstreamHttp(server.address(), MAX_BODY, reaper);
  }

  static UpstreamHandle within(long millis) {
    return new UpstreamHandle(Deadline.in(Duration.ofMillis(millis)));
  }

  static UpstreamRequest post(String... body) {
    List<Slice> parts = List.of(body).stream().map(Slice::of).toList();
    return UpstreamRequest.post("/mcp", UpstreamHeaders.NONE.with("Accept", "*/*"), parts);
  }

  UpstreamResponse exchange(String body) throws UpstreamException {
    return upstream.exchange(post(body), within(10_000));
  }

  String answer(String body) throws UpstreamException {
    return new String(exchange(body).body(), StandardCharsets.ISO_8859_1);
  }

  String upstreamAnswer(long millis) throws UpstreamException {
    return new String(
        upstream.exchange(post("x"), within(millis)).body(), StandardCharsets.ISO_8859_1);
  }

  UpstreamException failure(UpstreamHandle handle) {
    UpstreamException e =
        Objects.requireNonNull(
            catchThrowableOfType(
                UpstreamException.class, () -> upstream.exchange(post("x"), handle)));
    assertThat(e.getMessage()).isNotBlank();
    return e;
  }

  UpstreamException.Kind failure() {
    return failure(within(10_000)).kind();
  }

  @Override
  public void close() throws IOException {
    upstream.close();
    server.close();
    reaper.close();
  }
}
