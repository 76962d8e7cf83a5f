package dev.mcpcentral.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection of the generator with at most one request under way. */
final class LoadConnection {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int MAX_REPLY_BYTES = 64 << 20;

  private final InetSocketAddress address;
  private final Selector selector;
  private final RequestTemplate template;
  private final ByteBuffer request;
  private final ReplyReader reader = new ReplyReader();
  private ByteBuffer reply = ByteBuffer.allocate(8 << 10);
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private boolean inFlight;
  private long id;
  private long startNanos;
  private long sentNanos;

  LoadConnection(InetSocketAddress address, Selector selector, RequestTemplate template) {
    this.address = address;
    this.selector = selector;
    this.template = template;
    this.request = template.newBuffer();
  }

  /** Opens the connection, closing an old one first; false when the target does not accept it. */
  boolean connect() {
    close();
    try {
      SocketChannel opened = SocketChannel.open();
      channel = opened;
      opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
      opened.socket().connect(address, CONNECT_MILLIS);
      opened.configureBlocking(false);
      key = opened.register(selector, SelectionKey.OP_READ, this);
      return true;
    } catch (IOException e) {
      close();
      return false;
    }
  }

  /**
   * Sends the next request.
   *
   * @param start when the request was due, which in an open loop may be earlier than now
   */
  Verdict send(long requestId, long start, long now) {
    template.setId(request, requestId);
    id = requestId;
    startNanos = start;
    sentNanos = now;
    inFlight = true;
    reply.clear();
    request.rewind();
    return write();
  }

  private Verdict write() {
    SocketChannel open = channel;
    SelectionKey current = key;
    if (open == null || current == null) {
      return Verdict.NOT_CONNECTED;
    }
    try {
      open.write(request);
      int wanted = request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
      if (current.interestOps() != wanted) {
        current.interestOps(wanted);
      }
      return Verdict.INCOMPLETE;
    } catch (IOException e) {
      return Verdict.DISCONNECTED;
    }
  }

  /**
   * Called when the socket is ready; anything but INCOMPLETE ends the request, or an idle
   * connection.
   */
  Verdict ready() {
    SocketChannel open = channel;
    if (open == null) {
      return Verdict.NOT_CONNECTED;
    }
    if (inFlight && request.hasRemaining()) {
      return write();
    }
    try {
      if (open.read(reply) < 0) {
        return Verdict.DISCONNECTED;
      }
    } catch (IOException e) {
      return Verdict.DISCONNECTED;
    }
    Verdict verdict =
        inFlight ? reader.read(reply.array(), reply.position(), id) : Verdict.MALFORMED;
    return verdict == Verdict.INCOMPLETE ? makeRoom() : verdict;
  }

  private Verdict makeRoom() {
    if (!reply.hasRemaining()) {
      if (reply.capacity() >= MAX_REPLY_BYTES) {
        return Verdict.MALFORMED;
      }
      int received = reply.position();
      reply = ByteBuffer.wrap(Arrays.copyOf(reply.array(), received * 2)).position(received);
    }
    return Verdict.INCOMPLETE;
  }

  void finish() {
    inFlight = false;
  }

  boolean isInFlight() {
    return inFlight;
  }

  boolean isConnected() {
    return channel != null;
  }

  /** Whether the target said that it closes the connection after the reply just read. */
  boolean isLastReply() {
    return reader.lastOnConnection();
  }

  /** When the request under way was due. */
  long startNanos() {
    return startNanos;
  }

  /** When the request under way was sent. */
  long sentNanos() {
    return sentNanos;
  }

  void close() {
    SocketChannel open = channel;
    channel = null;
    key = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException ignored) {
        // Nothing is lost: the connection is given up.
      }
    }
  }
}
