package dev.mcpcentral.protocol.jsonrpc;

import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Slice;
import org.jspecify.annotations.Nullable;

/** Builds JSON-RPC messages around slices, without touching what is inside them. */
public final class Messages {
  private static final Slice NULL = Slice.of("null");

  private Messages() {}

  public static Slice request(long id, String method, Slice params) {
    return new JsonBuffer(params.length() + 96)
        .raw("{\"jsonrpc\":\"2.0\",\"id\":")
        .number(id)
        .raw(",\"method\":\"")
        .raw(method)
        .raw("\",\"params\":")
        .slice(params)
        .raw("}")
        .slice();
  }

  /** A request under an id that is JSON already. */
  public static Slice request(Slice id, String method, @Nullable Slice params) {
    JsonBuffer buffer =
        new JsonBuffer((params == null ? 0 : params.length()) + id.length() + 96)
            .raw("{\"jsonrpc\":\"2.0\",\"id\":")
            .slice(id)
            .raw(",\"method\":\"")
            .raw(method)
            .raw("\"");
    return params == null
        ? buffer.raw("}").slice()
        : buffer.raw(",\"params\":").slice(params).raw("}").slice();
  }

  public static Slice notification(String method, @Nullable Slice params) {
    JsonBuffer buffer =
        new JsonBuffer((params == null ? 0 : params.length()) + 96)
            .raw("{\"jsonrpc\":\"2.0\",\"method\":\"")
            .raw(method)
            .raw("\"");
    return params == null
        ? buffer.raw("}").slice()
        : buffer.raw(",\"params\":").slice(params).raw("}").slice();
  }

  public static Slice result(Slice id, Slice result) {
    return new JsonBuffer(result.length() + id.length() + 48)
        .raw("{\"jsonrpc\":\"2.0\",\"id\":")
        .slice(id)
        .raw(",\"result\":")
        .slice(result)
        .raw("}")
        .slice();
  }

  /**
   * An error response around an error object as it is; without an id that could be read, the id is
   * null.
   */
  public static Slice error(@Nullable Slice id, Slice error) {
    return new JsonBuffer(error.length() + 96)
        .raw("{\"jsonrpc\":\"2.0\",\"id\":")
        .slice(id == null ? NULL : id)
        .raw(",\"error\":")
        .slice(error)
        .raw("}")
        .slice();
  }

  /** An error object; {@code data} is JSON already. */
  public static Slice errorObject(int code, String message, @Nullable Slice data) {
    JsonBuffer buffer =
        new JsonBuffer(message.length() + 64)
            .raw("{\"code\":")
            .number(code)
            .raw(",\"message\":")
            .string(message);
    return data == null
        ? buffer.raw("}").slice()
        : buffer.raw(",\"data\":").slice(data).raw("}").slice();
  }
}
