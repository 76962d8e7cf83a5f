package dev.mcpcentral.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mcpcentral.bench.EchoReplies.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One client of the upstream: reads requests, answers each at once, in order. */
final class EchoConnection {
  private static final int MAX_REQUEST_BYTES = 4 << 20;
  private static final int MAX_ID_BYTES = 256;
  private static final byte[] POST = "POST ".getBytes(US_ASCII);
  private static final byte[] STATS = "GET /stats".getBytes(US_ASCII);

  private final SocketChannel channel;
  private final EchoReplies replies;
  private final EchoCounters counters;
  private final HttpHead head = new HttpHead();
  private final Envelope envelope = new Envelope();
  private final ByteBuffer out;
  private ByteBuffer in = ByteBuffer.allocate(8 << 10);

  EchoConnection(SocketChannel channel, EchoReplies replies, EchoCounters counters) {
    this.channel = channel;
    this.replies = replies;
    this.counters = counters;
    this.out = ByteBuffer.allocateDirect(Math.max(replies.maxBytes(), 4 << 10));
  }

  /** Called when the socket can be read or written; false when the connection is finished. */
  boolean ready(SelectionKey key) throws IOException {
    if (out.position() > 0 && !flush(key)) {
      return true;
    }
    if (channel.read(in) < 0) {
      return false;
    }
    return answerAll(key);
  }

  private boolean answerAll(SelectionKey key) throws IOException {
    int from = 0;
    while (from < in.position() && out.position() == 0) {
      int end = requestEnd(from);
      if (end < 0) {
        return false;
      }
      if (end == 0) {
        break;
      }
      boolean open = answer(end);
      from = end;
      flush(key);
      if (!open) {
        return false;
      }
    }
    keepFrom(from);
    return true;
  }

  /**
   * Offset after the request at {@code from}; 0 when it is not all here, -1 when it cannot be
   * served.
   */
  private int requestEnd(int from) {
    if (!head.parse(in.array(), from, in.position())) {
      return in.position() - from > 64 << 10 ? -1 : 0;
    }
    long length = Math.max(head.contentLength(), 0);
    if (head.chunked() || length > MAX_REQUEST_BYTES) {
      return -1;
    }
    int end = head.bodyStart() + (int) length;
    return end <= in.position() ? end : 0;
  }

  private boolean answer(int end) {
    byte[] bytes = in.array();
    if (!head.startsWith(bytes, POST)) {
      out.put(head.startsWith(bytes, STATS) ? counters.response() : EchoReplies.NOT_ALLOWED);
      return true;
    }
    if (!envelope.scan(bytes, head.bodyStart(), end)
        || envelope.idEnd() - envelope.idStart() > MAX_ID_BYTES) {
      out.put(EchoReplies.BAD_REQUEST);
      return false;
    }
    Kind kind = replies.kindOf(envelope, bytes);
    counters.count(kind);
    if (envelope.hasId()) {
      replies.render(kind, head.modern(), bytes, envelope.idStart(), envelope.idEnd(), out);
    } else {
      out.put(EchoReplies.ACCEPTED);
    }
    return true;
  }

  /**
   * Writes what is waiting; false when the socket is full, and then the next write event continues.
   */
  private boolean flush(SelectionKey key) throws IOException {
    out.flip();
    channel.write(out);
    boolean done = !out.hasRemaining();
    out.compact();
    int wanted = done ? SelectionKey.OP_READ : SelectionKey.OP_WRITE;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
    return done;
  }

  /** Moves an incomplete request to the front and makes room for the rest of it. */
  private void keepFrom(int from) {
    int left = in.position() - from;
    if (left > 0 && from > 0) {
      System.arraycopy(in.array(), from, in.array(), 0, left);
    }
    in.position(left);
    if (!in.hasRemaining()) {
      in = ByteBuffer.wrap(Arrays.copyOf(in.array(), in.capacity() * 2)).position(left);
    }
  }
}
