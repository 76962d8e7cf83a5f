package dev.mcpcentral.hub.translate;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import java.util.List;

/**
 * Error objects ({@code code}, {@code message}, {@code data}) between the eras. All else stays byte
 * for byte; the same instance comes back when the code needs no change.
 */
public final class ErrorForm {
  /** Resource not found, in legacy revisions; 2026-07-28 forbids servers to send it. */
  private static final String RESOURCE_NOT_FOUND = "-32002";

  /** The user must visit a URL first (2025-11-25); 2026-07-28 forbids servers to send it. */
  private static final String URL_ELICITATION_REQUIRED = "-32042";

  private static final String INVALID_PARAMS = number(ErrorCode.INVALID_PARAMS);

  private ErrorForm() {}

  /**
   * A legacy server's error for a modern client. Ask {@link #elicitations} first: what is left with
   * {@code -32042} has become an internal error, as a modern client cannot act on it.
   */
  public static Slice modern(Slice error) throws MalformedJsonException {
    Node code = code(error);
    return switch (code.slice().text()) {
      case RESOURCE_NOT_FOUND -> with(error, code, INVALID_PARAMS);
      case URL_ELICITATION_REQUIRED -> with(error, code, number(ErrorCode.INTERNAL_ERROR));
      default -> error;
    };
  }

  /** A modern server's error of {@code resources/read} for a legacy client. */
  public static Slice legacyRead(Slice error) throws MalformedJsonException {
    Node code = code(error);
    return code.slice().text().equals(INVALID_PARAMS)
        ? with(error, code, RESOURCE_NOT_FOUND)
        : error;
  }

  /**
   * The params of the {@code elicitation/create} requests that a legacy server's {@code -32042}
   * asks for, as it wrote them; empty for any other error, and when it names none.
   */
  public static List<Slice> elicitations(Slice error) throws MalformedJsonException {
    Node node = Node.of(error, Shape.of("data", "elicitations"));
    if (!node.get("code").slice().text().equals(URL_ELICITATION_REQUIRED)) {
      return List.of();
    }
    return node.get("data").get("elicitations").elements().stream()
        .filter(Node::isObject)
        .map(Node::slice)
        .toList();
  }

  private static Node code(Slice error) throws MalformedJsonException {
    return Node.of(error, Shape.TOP).get("code");
  }

  private static Slice with(Slice error, Node code, String number) {
    Edits edits = new Edits();
    edits.replace(code, number);
    return edits.applyTo(error);
  }

  private static String number(ErrorCode code) {
    return Integer.toString(code.number());
  }
}
