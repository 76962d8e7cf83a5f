package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.protocol.json.Slice;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An exchange on Helidon's web server. */
final class HelidonExchange implements Exchange {
  private static final Map<String, HeaderName> NAMES = new ConcurrentHashMap<>();

  private final ServerRequest request;
  private final ServerResponse response;

  HelidonExchange(ServerRequest request, ServerResponse response) {
    this.request = request;
    this.response = response;
  }

  @Override
  public String method() {
    return request.prologue().method().text();
  }

  @Override
  public String target() {
    return request.prologue().uriPath().rawPath();
  }

  @Override
  public @Nullable String query(String name) {
    return request.query().contains(name) ? request.query().get(name) : null;
  }

  @Override
  public List<String> headers(String name) {
    HeaderName key = NAMES.computeIfAbsent(name, HeaderNames::create);
    return request.headers().contains(key) ? request.headers().get(key).allValues() : List.of();
  }

  @Override
  public boolean loopback() {
    return request.remotePeer().address() instanceof InetSocketAddress peer
        && peer.getAddress() != null
        && peer.getAddress().isLoopbackAddress();
  }

  @Override
  public byte[] body() throws UnreadableBodyException {
    try {
      return request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
    } catch (RequestException | HttpException known) {
      throw known; // the listener has an answer of its own, for example 413
    } catch (RuntimeException broken) {
      throw new UnreadableBodyException(broken);
    }
  }

  @Override
  public void set(String header, String value) {
    response.header(NAMES.computeIfAbsent(header, HeaderNames::create), value);
  }

  @Override
  public void send(int status, @Nullable String contentType, Slice body) {
    response.status(status);
    if (contentType != null) {
      response.header(HeaderNames.CONTENT_TYPE, contentType);
    }
    response.send(body.array(), body.offset(), body.length());
  }

  @Override
  public OutputStream stream() {
    response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
    response.header(HeaderValues.CACHE_NO_CACHE);
    set("X-Accel-Buffering", "no");
    return response.outputStream();
  }
}
