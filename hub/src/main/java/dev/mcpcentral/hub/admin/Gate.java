package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.identity.OperatorCredential;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who may come in at all (threat T2): a web page must not reach this listener under any name, so
 * Host and Origin are looked at first, and the credential is wanted even on loopback.
 */
final class Gate {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final OperatorCredential credential;
  private final Supplier<Set<String>> allowedHosts;

  Gate(OperatorCredential credential, Supplier<Set<String>> allowedHosts) {
    this.credential = credential;
    this.allowedHosts = allowedHosts;
  }

  /** Returns, or throws the {@link Refusal} to answer with. */
  void check(ServerRequest request) {
    Headers headers = request.headers();
    String host = checkHost(headers);
    checkOrigin(headers, host);
    checkCredential(headers);
    checkContentType(request);
  }

  private String checkHost(Headers headers) {
    List<String> hosts = headers.values(HeaderNames.HOST);
    if (hosts.size() != 1) {
      throw Refusal.malformed("a request has exactly one Host header");
    }
    String host = hosts.getFirst().toLowerCase(Locale.ROOT);
    String name = withoutPort(host);
    if (!LOOPBACK.contains(name) && !allowedHosts.get().contains(name)) {
      throw new Refusal(
          Status.FORBIDDEN_403,
          "host-not-allowed",
          "this Host is not allowed here: use a loopback address, or add the name to the allowed hosts in the configuration");
    }
    return host;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  private static void checkOrigin(Headers headers, String host) {
    for (String origin : headers.values(HeaderNames.ORIGIN)) {
      String lower = origin.toLowerCase(Locale.ROOT);
      if (!lower.equals("http://" + host) && !lower.equals("https://" + host)) {
        throw new Refusal(
            Status.FORBIDDEN_403, "origin-not-allowed", "pages of another origin are not let in");
      }
    }
  }

  private void checkCredential(Headers headers) {
    List<String> presented = headers.values(HeaderNames.AUTHORIZATION);
    if (presented.size() != 1 || !credential.provenBy(presented.getFirst())) {
      throw new Refusal(
          Status.UNAUTHORIZED_401,
          "unauthorized",
          "send 'Authorization: Bearer …' with the content of operator.token in the hub's home folder");
    }
  }

  /** A form or a script of a page cannot send this type without asking first (CORS). */
  private static void checkContentType(ServerRequest request) {
    Method method = request.prologue().method();
    Headers headers = request.headers();
    boolean body = has(headers, HeaderNames.TRANSFER_ENCODING) || length(headers) > 0;
    if (method.equals(Method.GET) || !body) {
      return;
    }
    String type = headers.first(HeaderNames.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
    if (!type.equals("application/json") && !type.startsWith("application/json;")) {
      throw new Refusal(
          Status.UNSUPPORTED_MEDIA_TYPE_415,
          "unsupported-media-type",
          "send the body as Content-Type: application/json");
    }
  }

  private static boolean has(Headers headers, HeaderName name) {
    return headers.contains(name);
  }

  private static long length(Headers headers) {
    return headers.contentLength().orElse(0);
  }
}
