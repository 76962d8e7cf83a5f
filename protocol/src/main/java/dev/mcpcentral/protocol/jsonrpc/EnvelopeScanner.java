package dev.mcpcentral.protocol.jsonrpc;

import dev.mcpcentral.protocol.json.JsonScan;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message in a single strict pass, down to the members of its body and of the body's
 * {@code _meta}.
 *
 * <p>Names that differ from an envelope's own only by case are refused: some parsers take them for
 * the real ones (threat T3).
 */
public final class EnvelopeScanner {
  private static final Set<String> ENVELOPE =
      Set.of("jsonrpc", "id", "method", "params", "result", "error");
  private static final Set<String> BODY =
      Set.of("name", "arguments", "uri", "cursor", "_meta", "requestid", "progresstoken", "taskid");
  private static final int MAX_ID_LENGTH = 256;

  private Members body = Members.NONE;
  private Members meta = Members.NONE;

  private EnvelopeScanner() {}

  /**
   * Reads {@code message}.
   *
   * @throws MalformedJsonException when it is not strict JSON
   * @throws InvalidEnvelopeException when it is JSON, but no JSON-RPC 2.0 message
   */
  public static Envelope scan(Slice message)
      throws MalformedJsonException, InvalidEnvelopeException {
    return new EnvelopeScanner().read(message);
  }

  private Envelope read(Slice message) throws MalformedJsonException, InvalidEnvelopeException {
    Members top;
    try (JsonScan scan = JsonScan.begin(message)) {
      JsonScan.Kind kind = scan.next();
      if (kind == JsonScan.Kind.END) {
        throw new MalformedJsonException("no JSON at all");
      }
      if (kind != JsonScan.Kind.OBJECT) {
        throw new InvalidEnvelopeException(
            kind == JsonScan.Kind.ARRAY ? "batches are not accepted" : "a message is a JSON object",
            null);
      }
      top = scan.members(this::topMember);
      scan.end();
    }
    refuseCaseVariants(top, ENVELOPE);
    if (top.find("method") != null) {
      refuseCaseVariants(body, BODY); // a result's members are the server's own
    }
    return envelope(top);
  }

  private Slice topMember(String name, JsonScan scan) throws MalformedJsonException {
    boolean isBody = name.equals("params") || name.equals("result") || name.equals("error");
    if (!isBody || scan.kind() != JsonScan.Kind.OBJECT) {
      return scan.value();
    }
    int start = scan.start();
    body = scan.members(this::bodyMember);
    return scan.since(start);
  }

  private Slice bodyMember(String name, JsonScan scan) throws MalformedJsonException {
    if (!name.equals("_meta") || scan.kind() != JsonScan.Kind.OBJECT) {
      return scan.value();
    }
    int start = scan.start();
    meta = scan.members((ignored, inner) -> inner.value());
    return scan.since(start);
  }

  private Envelope envelope(Members top) throws InvalidEnvelopeException {
    Slice id = id(top.find("id"));
    if (!"2.0".equals(top.string("jsonrpc"))) {
      throw new InvalidEnvelopeException("\"jsonrpc\" must be \"2.0\"", id);
    }
    Slice result = top.find("result");
    Slice error = top.find("error");
    if (top.find("method") != null) {
      return call(top, id);
    }
    if (top.find("params") != null) {
      // Of two bodies, one reader would take the first and another the last.
      throw new InvalidEnvelopeException("a response has no params", id);
    }
    if (result != null && error == null && id != null) {
      return new Envelope.ResultResponse(id, result, body, meta);
    }
    if (error != null && result == null) {
      return new Envelope.ErrorResponse(id, error, body, meta);
    }
    throw new InvalidEnvelopeException("neither a request, a notification nor a response", id);
  }

  private Envelope call(Members top, @Nullable Slice id) throws InvalidEnvelopeException {
    String method = top.string("method");
    if (method == null || method.isEmpty() || method.length() > 128) {
      throw new InvalidEnvelopeException("\"method\" must be a string of 1 to 128 characters", id);
    }
    if (top.find("result") != null || top.find("error") != null) {
      throw new InvalidEnvelopeException("a request has no result or error", id);
    }
    Slice params = top.find("params");
    if (params != null && params.at(0) != '{') {
      throw new InvalidEnvelopeException("\"params\" must be an object", id);
    }
    if (id == null && top.find("id") != null) {
      throw new InvalidEnvelopeException("\"id\" must be a string or an integer", null);
    }
    return id == null
        ? new Envelope.Notification(method, body, meta, params)
        : new Envelope.Request(id, method, body, meta, params);
  }

  private static @Nullable Slice id(@Nullable Slice id) throws InvalidEnvelopeException {
    if (id == null || id.at(0) == 'n') {
      return null;
    }
    boolean plain = id.at(0) == '"' || id.text().matches("-?[0-9]{1,19}");
    if (!plain || id.length() > MAX_ID_LENGTH) {
      throw new InvalidEnvelopeException(
          "\"id\" must be a string or an integer of at most " + MAX_ID_LENGTH + " bytes", null);
    }
    return id;
  }

  private static void refuseCaseVariants(Members members, Set<String> known)
      throws InvalidEnvelopeException {
    for (Members.Member member : members.list()) {
      String name = member.name();
      boolean variant =
          !known.contains(name) && !isLower(name) && known.contains(name.toLowerCase(Locale.ROOT));
      if (variant
          && !name.equals("requestId")
          && !name.equals("progressToken")
          && !name.equals("taskId")) {
        throw new InvalidEnvelopeException(
            "member names are case-sensitive: a variant of \""
                + name.toLowerCase(Locale.ROOT)
                + "\" was sent",
            null);
      }
    }
  }

  private static boolean isLower(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isUpperCase(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
