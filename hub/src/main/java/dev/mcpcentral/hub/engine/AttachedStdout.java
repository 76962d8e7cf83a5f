package dev.mcpcentral.hub.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/**
 * A container's standard output, taken out of the engine's multiplexed stream by whoever reads it:
 * no thread, queue or pipe stands between the engine's socket and the reader. Frames of standard
 * error that come in between go to {@link #stderr} on the way.
 *
 * <p>A frame is 8 bytes of head (stream number, three zeros, length in big-endian order) and its
 * bytes, see "Stream format" at {@code ContainerAttach} in the Docker Engine API.
 */
final class AttachedStdout extends InputStream {
  private static final int HEAD_BYTES = 8;

  /** The engine copies in blocks of 32 KiB; a longer claim means that we lost our place. */
  private static final int MAX_FRAME_BYTES = 16 << 20;

  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  private final DockerConnection connection;
  private final LineSplitter stderr;
  private int left;
  private boolean ended;

  AttachedStdout(DockerConnection connection, LineSplitter stderr) {
    this.connection = connection;
    this.stderr = stderr;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      return readFrames(target, offset, length);
    } catch (ClosedChannelException _) {
      // Whoever stopped the server closed the connection: for the reader that is the end.
      ended = true;
      return -1;
    }
  }

  private int readFrames(byte[] target, int offset, int length) throws IOException {
    while (left == 0) {
      if (ended || !nextFrame()) {
        ended = true;
        return -1;
      }
    }
    ByteBuffer received = connection.received();
    if (!received.hasRemaining()) {
      more();
    }
    int count = Math.min(length, Math.min(left, received.remaining()));
    received.get(target, offset, count);
    left -= count;
    return count;
  }

  /** How many bytes can be read without waiting for the engine, within the frame begun. */
  @Override
  public int available() {
    return Math.min(left, connection.received().remaining());
  }

  @Override
  public void close() throws IOException {
    ended = true;
    connection.close();
  }

  /** Goes on to the next frame; passes over one of standard error. False at the end. */
  private boolean nextFrame() throws IOException {
    ByteBuffer received = connection.received();
    while (received.remaining() < HEAD_BYTES) {
      if (!connection.fill()) {
        stderr.end();
        return false;
      }
    }
    int stream = received.get();
    boolean zeros = received.get() == 0 & received.get() == 0 & received.get() == 0;
    int length = received.getInt();
    if (!zeros || length < 0 || length > MAX_FRAME_BYTES) {
      throw new IOException("the engine sent a frame that cannot be right");
    }
    switch (stream) {
      case STDOUT -> left = length;
      case STDERR -> passStderr(length);
      default -> throw new IOException("the engine sent a frame of unknown stream " + stream);
    }
    return true;
  }

  private void passStderr(int length) throws IOException {
    ByteBuffer received = connection.received();
    for (int rest = length; rest > 0; ) {
      if (!received.hasRemaining()) {
        more();
      }
      byte[] chunk = new byte[Math.min(rest, received.remaining())];
      received.get(chunk);
      stderr.accept(chunk, chunk.length);
      rest -= chunk.length;
    }
  }

  private void more() throws IOException {
    do {
      if (!connection.fill()) {
        throw new EOFException("the engine closed the connection within a frame");
      }
    } while (!connection.received().hasRemaining());
  }
}
