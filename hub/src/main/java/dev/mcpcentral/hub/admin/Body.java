package dev.mcpcentral.hub.admin;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a request's body, never more of it than is allowed. */
final class Body {
  static final int LIMIT_BYTES = 1 << 20;

  private Body() {}

  /** The whole body; empty when there is none. */
  static byte[] read(ServerRequest request) {
    return read(request, LIMIT_BYTES);
  }

  /** The whole body, of at most {@code limit} bytes. */
  static byte[] read(ServerRequest request, int limit) {
    if (request.headers().contentLength().orElse(0) > limit) {
      throw tooLarge(limit);
    }
    byte[] bytes = readLimited(request, limit);
    if (bytes.length > limit) {
      throw tooLarge(limit);
    }
    return bytes;
  }

  /** The body as a JSON object; an empty one when there is no body. */
  static JsonNode object(ServerRequest request) {
    byte[] bytes = read(request);
    try {
      JsonNode body =
          bytes.length == 0
              ? JsonMapper.shared().createObjectNode()
              : JsonMapper.shared().readTree(bytes);
      if (body.isObject()) {
        return body;
      }
    } catch (JacksonException e) {
      throw Refusal.malformed("the body is not JSON");
    }
    throw Refusal.malformed("the body is a JSON object, or nothing");
  }

  private static byte[] readLimited(ServerRequest request, int limit) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      return in.readNBytes(limit + 1);
    } catch (IOException e) {
      throw new UncheckedIOException("the request's body broke off", e);
    }
  }

  private static Refusal tooLarge(int limit) {
    return new Refusal(
        Status.REQUEST_ENTITY_TOO_LARGE_413,
        "too-large",
        "a body may have " + (limit >> 20) + " MiB at most");
  }
}
