package dev.mcpcentral.hub.upstream;

import dev.mcpcentral.protocol.json.Slice;
import java.util.List;

/**
 * One HTTP request.
 *
 * @param method in capital letters
 * @param target path and query, starting with {@code /}, printable ASCII without spaces
 * @param body sent one after the other as they are, without being joined before; empty for no body
 */
public record UpstreamRequest(
    String method, String target, UpstreamHeaders headers, List<Slice> body) {
  public UpstreamRequest {
    body = List.copyOf(body);
    if (!isClean(method) || !target.startsWith("/") || !isClean(target)) {
      throw new IllegalArgumentException("not a request line");
    }
  }

  public static UpstreamRequest post(String target, UpstreamHeaders headers, List<Slice> body) {
    return new UpstreamRequest("POST", target, headers, body);
  }

  long bodyLength() {
    long length = 0;
    for (Slice part : body) {
      length += part.length();
    }
    return length;
  }

  private static boolean isClean(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
