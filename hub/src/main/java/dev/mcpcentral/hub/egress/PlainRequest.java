package dev.mcpcentral.hub.egress;

import dev.mcpcentral.protocol.http.BodyFraming;
import dev.mcpcentral.protocol.http.MalformedHeadException;
import dev.mcpcentral.protocol.http.RequestHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A request in the form that is for proxies, {@code GET http://host/path} (RFC 9112 section 3.2.2).
 * It is written anew, with a {@code Host} made from the checked destination, and is the only one on
 * its connection: a second could be for another host at the same address.
 */
record PlainRequest(RequestHead head, Destination destination, String path, BodyFraming framing) {
  private static final String SCHEME = "http://";
  private static final OptionalInt HTTP = OptionalInt.of(80);

  /** Fields that are for this proxy only, or that are written anew. */
  private static final List<String> OURS =
      List.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Refuses other forms, and a {@code Host} that contradicts the request line. */
  static PlainRequest of(RequestHead head) throws MalformedHeadException {
    String target = head.target();
    if (!target.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || target.indexOf('#') >= 0) {
      throw new MalformedHeadException(
          "this is a proxy: ask for http://host/path, or CONNECT for TLS");
    }
    String rest = target.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    int query = rest.indexOf('?');
    int end = slash < 0 || (query >= 0 && query < slash) ? query : slash;
    String authority = end < 0 ? rest : rest.substring(0, end);
    String path = end < 0 ? "/" : rest.substring(end);
    Destination destination =
        Destination.parse(authority, HTTP)
            .orElseThrow(() -> new MalformedHeadException("the host is malformed"));
    Optional<String> host = head.single("Host");
    if (host.isEmpty() && head.minorVersion() == 1) {
      throw new MalformedHeadException("there is no Host field");
    }
    if (host.isPresent() && !Destination.parse(host.get(), HTTP).equals(Optional.of(destination))) {
      throw new MalformedHeadException("the Host field contradicts the request line");
    }
    return new PlainRequest(
        head, destination, path.startsWith("?") ? "/" + path : path, head.framing());
  }

  /**
   * A request to a service itself (RFC 9112 section 3.2.1): its {@code Host} alone says which is
   * meant.
   *
   * @param port at which it was sent
   */
  static PlainRequest direct(RequestHead head, int port) throws MalformedHeadException {
    if (!head.target().startsWith("/")) {
      return sameAuthority(of(head), port);
    }
    if (head.target().indexOf('#') >= 0) {
      throw new MalformedHeadException("the path is malformed");
    }
    String host =
        head.single("Host").orElseThrow(() -> new MalformedHeadException("there is no Host field"));
    Destination destination =
        Destination.parse(host, OptionalInt.of(port))
            .orElseThrow(() -> new MalformedHeadException("the host is malformed"));
    return sameAuthority(new PlainRequest(head, destination, head.target(), head.framing()), port);
  }

  private static PlainRequest sameAuthority(PlainRequest request, int port)
      throws MalformedHeadException {
    if (request.destination().port() != port) {
      throw new MalformedHeadException("the Host field names another port than " + port);
    }
    return request;
  }

  /** Sends the request and its body, and nothing after it. */
  void send(InputStream client, OutputStream upstream) throws IOException {
    upstream.write(rewritten().getBytes(StandardCharsets.ISO_8859_1));
    upstream.flush();
    switch (framing) {
      case BodyFraming.None() -> {}
      case BodyFraming.Length(long bytes) ->
          ChunkedBody.copy(client, upstream, bytes, new byte[16 << 10]);
      case BodyFraming.Chunked() -> ChunkedBody.copy(client, upstream);
    }
  }

  String rewritten() {
    Set<String> left = new HashSet<>(OURS);
    head.values("Connection").stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .forEach(name -> left.add(name.strip().toLowerCase(Locale.ROOT)));
    StringBuilder text = new StringBuilder();
    text.append(head.method()).append(' ').append(path).append(" HTTP/1.1\r\n");
    text.append("Host: ").append(hostField()).append("\r\n");
    for (RequestHead.Field field : head.fields()) {
      if (!left.contains(field.name().toLowerCase(Locale.ROOT))) {
        text.append(field.name()).append(": ").append(field.value()).append("\r\n");
      }
    }
    switch (framing) {
      case BodyFraming.None() -> {}
      case BodyFraming.Length(long bytes) ->
          text.append("Content-Length: ").append(bytes).append("\r\n");
      case BodyFraming.Chunked() -> text.append("Transfer-Encoding: chunked\r\n");
    }
    return text.append("Connection: close\r\n\r\n").toString();
  }

  private String hostField() {
    return destination.port() == HTTP.getAsInt()
        ? destination.host().toString()
        : destination.toString();
  }
}
