package dev.mcpcentral.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** A modern {@code tools/call} as it goes over the wire, with room for an id of fixed width. */
final class RequestTemplate {
  /**
   * Ids run from here upward, so that all have ten digits and every request has the same length.
   */
  static final long FIRST_ID = 1_000_000_000L;

  private static final int ID_DIGITS = 10;
  private static final String ID_MARK = "\"id\":";

  private final byte[] bytes;
  private final int idOffset;

  private RequestTemplate(byte[] bytes, int idOffset) {
    this.bytes = bytes;
    this.idOffset = idOffset;
  }

  static RequestTemplate of(LoadPlan plan) {
    String body = ModernRequest.toolsCall(plan.tool(), "x".repeat(plan.textBytes()), FIRST_ID);
    String head =
        ModernRequest.head(plan.target(), "tools/call", plan.tool(), plan.token(), body.length());
    return new RequestTemplate(
        (head + body).getBytes(US_ASCII), head.length() + body.indexOf(ID_MARK) + ID_MARK.length());
  }

  /** A buffer of its own for one connection, ready to be written after {@link #setId}. */
  ByteBuffer newBuffer() {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  void setId(ByteBuffer request, long id) {
    long rest = id;
    for (int i = ID_DIGITS - 1; i >= 0; i--) {
      request.put(idOffset + i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
  }

  byte[] bytes() {
    return bytes.clone();
  }
}
