package dev.mcpcentral.protocol.jsonrpc;

import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import org.jspecify.annotations.Nullable;

/**
 * One JSON-RPC message as slices of its own bytes. The body is {@code params}, {@code result} or
 * {@code error}, whichever the kind calls for; {@code meta} is that body's {@code _meta}.
 */
public sealed interface Envelope {
  /** The members of the body; empty when it is absent or no object. */
  Members body();

  /** The members of the body's {@code _meta}; empty when absent. */
  Members meta();

  /** {@code id} is the exact literal, a number or a quoted string. */
  record Request(Slice id, String method, Members body, Members meta, @Nullable Slice params)
      implements Envelope {}

  record Notification(String method, Members body, Members meta, @Nullable Slice params)
      implements Envelope {}

  /** {@code result} is the exact value, nearly always an object. */
  record ResultResponse(Slice id, Slice result, Members body, Members meta) implements Envelope {}

  /** {@code id} is null when the other side could not read ours. */
  record ErrorResponse(@Nullable Slice id, Slice error, Members body, Members meta)
      implements Envelope {}
}
