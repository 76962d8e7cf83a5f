package dev.mcpcentral.protocol.jsonrpc;

import dev.mcpcentral.protocol.json.Slice;
import org.jspecify.annotations.Nullable;

/** Valid JSON that is no JSON-RPC 2.0 message ({@code -32600}). */
public final class InvalidEnvelopeException extends Exception {
  private final transient @Nullable Slice id;

  public InvalidEnvelopeException(String message, @Nullable Slice id) {
    super(message);
    this.id = id;
  }

  /** The id that the message carried, for the error response; null when none could be read. */
  public @Nullable Slice id() {
    return id;
  }
}
