package dev.mcpcentral.hub.upstream;

import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The answer of a server: its body whole, or, when it is an event stream, as a stream that must be
 * closed.
 */
public final class UpstreamResponse implements AutoCloseable {
  private static final byte[] EMPTY = new byte[0];
  private static final String EVENT_STREAM = "text/event-stream";

  private final int status;
  private final Function<String, Optional<String>> fields;
  private final byte[] body;
  private final InputStream events;
  private final Runnable onClose;

  private UpstreamResponse(
      int status,
      Function<String, Optional<String>> fields,
      byte[] body,
      InputStream events,
      Runnable onClose) {
    this.status = status;
    this.fields = fields;
    this.body = body;
    this.events = events;
    this.onClose = onClose;
  }

  static UpstreamResponse whole(
      int status, Function<String, Optional<String>> fields, byte[] body) {
    return new UpstreamResponse(status, fields, body, InputStream.nullInputStream(), () -> {});
  }

  static UpstreamResponse streaming(
      int status, Function<String, Optional<String>> fields, InputStream events, Runnable onClose) {
    return new UpstreamResponse(status, fields, EMPTY, events, onClose);
  }

  static boolean isEventStream(Optional<String> contentType) {
    return contentType.filter(type -> mediaType(type).equals(EVENT_STREAM)).isPresent();
  }

  private static String mediaType(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  public int status() {
    return status;
  }

  /** The first field of that name; names are compared without regard to case. */
  public Optional<String> header(String name) {
    return fields.apply(name);
  }

  /** The media type without parameters, in small letters; empty when the server sent none. */
  public String mediaType() {
    return header("content-type").map(UpstreamResponse::mediaType).orElse("");
  }

  public boolean isEventStream() {
    return isEventStream(header("content-type"));
  }

  /** The whole body, not to be changed; empty when the answer is an event stream. */
  public byte[] body() {
    return body;
  }

  /**
   * The event stream, or nothing when the body is whole. Reading fails with {@link
   * UpstreamException}.
   */
  public InputStream events() {
    return events;
  }

  /**
   * Lets go of an event stream: read to its end, the connection lives on; otherwise it is closed.
   */
  @Override
  public void close() {
    onClose.run();
  }
}
