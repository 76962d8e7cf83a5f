package dev.mcpcentral.hub.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpcentral.hub.engine.Watchdog;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection between a hub and its launcher: lines of JSON, and for some verbs plain bytes
 * afterwards. One thread reads, any thread writes.
 */
final class Conversation implements Closeable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final SocketChannel channel;

  /** Always in the state for reading from it. */
  private final ByteBuffer received = ByteBuffer.allocate(BUFFER_BYTES).flip();

  Conversation(SocketChannel channel) {
    this.channel = channel;
  }

  SocketChannel channel() {
    return channel;
  }

  /** The next line; null at the end of the stream. No bound in time. */
  @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (received.hasRemaining() || fill()) {
      byte next = received.get();
      if (next == '\n') {
        return line.toString(UTF_8);
      }
      if (line.size() == RecordJson.MAX_BYTES) {
        throw new IOException("a line is longer than " + RecordJson.MAX_BYTES + " bytes");
      }
      line.write(next);
    }
    return null;
  }

  /** The same within {@code time}, after which the connection is closed. */
  String line(Duration time) throws IOException {
    try (Watchdog dog = Watchdog.over(channel, time)) {
      return dog.guard(() -> {
        String line = line();
        if (line == null) {
          throw new EOFException("the other side closed the connection");
        }
        return line;
      });
    }
  }

  synchronized void send(String line) throws IOException {
    write(ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private boolean fill() throws IOException {
    received.clear();
    try {
      return channel.read(received) >= 0;
    } finally {
      received.flip();
    }
  }

  /** The bytes that come from now on; the end of one's own connection is an end, too. */
  InputStream in() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        try {
          if (length == 0) {
            return 0;
          }
          if (!received.hasRemaining() && !fill()) {
            return -1;
          }
        } catch (ClosedChannelException _) {
          return -1;
        }
        int count = Math.min(length, received.remaining());
        received.get(target, offset, count);
        return count;
      }

      @Override
      public int available() {
        return received.remaining();
      }

      @Override
      public void close() throws IOException {
        Conversation.this.close();
      }
    };
  }

  /** Its end is the end of what we say, not of the connection. */
  OutputStream out() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        Conversation.this.write(ByteBuffer.wrap(bytes, offset, length));
      }

      @Override
      public void close() throws IOException {
        endOutput();
      }
    };
  }

  void endOutput() throws IOException {
    if (channel.isOpen()) {
      channel.shutdownOutput();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
