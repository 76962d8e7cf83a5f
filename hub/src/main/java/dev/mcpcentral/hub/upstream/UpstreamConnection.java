package dev.mcpcentral.hub.upstream;

import dev.mcpcentral.protocol.json.Slice;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One connection to a server. Used by one exchange at a time; only {@link #expire} and {@link #cut}
 * come from other threads.
 *
 * <p>A blocking {@link SocketChannel} has no read time-out. Instead every connection has a moment
 * by which it must be done, with its exchange or with being idle, and {@link UpstreamReaper} closes
 * those that are not: a thread that waits in a read then gets an exception.
 */
final class UpstreamConnection implements UpstreamHandle.Cut, UpstreamReaper.Mortal {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final long EXPIRED = Long.MIN_VALUE;
  private static final byte[] CONTENT_LENGTH =
      "Content-Length: ".getBytes(StandardCharsets.US_ASCII);

  private final Route route;
  private final SocketChannel channel;
  private final Consumer<UpstreamConnection> onClose;
  private final AtomicLong until;
  private final ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);
  private ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private long idleSince;
  private boolean anythingSent;

  /** Opens the channel only; {@link #connect} comes next, so that it can be cut from the start. */
  UpstreamConnection(Route route, long until, Consumer<UpstreamConnection> onClose)
      throws IOException {
    this.route = route;
    this.channel = route.open();
    this.until = new AtomicLong(until);
    this.onClose = onClose;
  }

  void connect() throws IOException {
    route.connect(channel);
  }

  /** Takes an idle connection for an exchange. False when it has expired. */
  boolean take(long newUntil) {
    anythingSent = false;
    return extend(newUntil);
  }

  /** Puts the connection to rest for at most {@code idle}. False when it has expired. */
  boolean rest(Duration idle) {
    idleSince = System.nanoTime();
    return extend(idleSince + idle.toNanos());
  }

  /** Gives the connection another moment to be done by. False when it has expired. */
  boolean extend(long newUntil) {
    long old = until.get();
    return old != EXPIRED && until.compareAndSet(old, newUntil);
  }

  @Override
  public void expire(long now) {
    long moment = until.get();
    if (moment != EXPIRED && moment - now <= 0 && until.compareAndSet(moment, EXPIRED)) {
      close();
    }
  }

  boolean expired() {
    return until.get() == EXPIRED;
  }

  @Override
  public void postponed(long newUntil) {
    extend(newUntil);
  }

  @Override
  public void cut() {
    close();
  }

  long idleNanos() {
    return System.nanoTime() - idleSince;
  }

  /**
   * Whether the server has closed an idle connection, or said something that nobody asked for. One
   * system call: once a virtual thread has used the channel, its mode changes in name only.
   */
  boolean isStale() {
    try {
      channel.configureBlocking(false);
      in.clear();
      int read = channel.read(in);
      in.flip();
      channel.configureBlocking(true);
      return read != 0;
    } catch (IOException _) {
      return true;
    }
  }

  /** Whether the kernel has taken any byte of the request of this exchange. */
  boolean anythingSent() {
    return anythingSent;
  }

  /** Sends the whole request, in one write when it fits into the buffer. */
  void send(UpstreamRequest request, byte[] hostLine) throws IOException {
    out.clear();
    put(request.method());
    put(" ");
    put(request.target());
    put(" HTTP/1.1\r\n");
    put(hostLine, 0, hostLine.length);
    byte[] block = request.headers().block();
    put(block, 0, block.length);
    if (!request.body().isEmpty()) {
      put(CONTENT_LENGTH, 0, CONTENT_LENGTH.length);
      put(Long.toString(request.bodyLength()));
      put("\r\n");
    }
    put("\r\n");
    for (Slice part : request.body()) {
      put(part.array(), part.offset(), part.length());
    }
    flush();
  }

  private void put(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    put(bytes, 0, bytes.length);
  }

  private void put(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (!out.hasRemaining()) {
        flush();
      }
      int part = Math.min(length - done, out.remaining());
      out.put(bytes, offset + done, part);
      done += part;
    }
  }

  private void flush() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      anythingSent |= channel.write(out) > 0;
    }
    out.clear();
  }

  /** Reads the head of the next answer that is not an interim one. */
  UpstreamHead readHead() throws IOException {
    for (int interim = 0; interim < 8; interim++) {
      int length = awaitHead();
      int start = in.position();
      UpstreamHead head = new UpstreamHead(in.array(), start, start + length);
      in.position(start + length);
      if (!head.isInterim()) {
        return head;
      }
      if (head.status() == 101) {
        throw UpstreamException.protocol("it switches to another protocol");
      }
    }
    throw UpstreamException.protocol("it has more than 8 interim answers");
  }

  /** Waits until the buffer holds a whole head, and returns its length with the empty line. */
  private int awaitHead() throws IOException {
    int scanned = 0;
    while (true) {
      byte[] bytes = in.array();
      for (int i = in.position() + scanned; i + 3 < in.limit(); i++, scanned++) {
        if (bytes[i + 3] == '\n'
            && bytes[i] == '\r'
            && bytes[i + 1] == '\n'
            && bytes[i + 2] == '\r') {
          return scanned + 4;
        }
      }
      if (in.remaining() >= UpstreamHead.MAX_BYTES) {
        throw UpstreamException.protocol("its head is longer than 32 KiB");
      }
      fill();
    }
  }

  /** Reads at least one more byte behind those in the buffer, which grows when it is full. */
  private void fill() throws IOException {
    if (in.position() > 0) {
      in.compact().flip();
    } else if (in.limit() == in.capacity()) {
      in = ByteBuffer.wrap(Arrays.copyOf(in.array(), 2 * in.capacity()), 0, in.limit());
    }
    in.position(in.limit()).limit(in.capacity());
    int read = channel.read(in);
    in.flip();
    if (read < 0) {
      throw new EOFException("the server closed the connection");
    }
  }

  /** Reads body bytes, those in the buffer first; −1 when the server has closed the connection. */
  int read(byte[] target, int offset, int length) throws IOException {
    if (in.hasRemaining()) {
      int part = Math.min(length, in.remaining());
      in.get(target, offset, part);
      return part;
    }
    if (length >= in.capacity()) {
      return channel.read(ByteBuffer.wrap(target, offset, length));
    }
    try {
      fill();
    } catch (EOFException _) {
      return -1;
    }
    return read(target, offset, length);
  }

  /** The next byte; for the lines between chunks. */
  int readByte() throws IOException {
    if (!in.hasRemaining()) {
      fill();
    }
    return in.get();
  }

  /** Bytes that came after the end of the answer; there should be none. */
  boolean hasSurplus() {
    return in.hasRemaining();
  }

  /** Idempotent; may come from any thread. */
  void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // It is gone either way.
    }
    onClose.accept(this);
  }
}
