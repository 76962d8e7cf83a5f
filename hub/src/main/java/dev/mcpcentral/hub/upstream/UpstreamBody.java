package dev.mcpcentral.hub.upstream;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a response, as long as its head says: a length, chunks (RFC 9112, section 7.1), or
 * until the connection closes.
 */
final class UpstreamBody extends InputStream {
  private static final int MAX_CHUNK_LINE = 1024;
  private static final int MAX_TRAILER = 8 * 1024;
  private static final int MAX_SIZE_DIGITS = 8;
  private static final int FIRST_BYTES = 64 * 1024;

  private final UpstreamConnection connection;
  private final boolean chunked;
  private final boolean untilClose;
  private long remaining;
  private boolean ended;

  UpstreamBody(UpstreamConnection connection, UpstreamHead head) {
    this.connection = connection;
    this.chunked = head.chunked();
    this.untilClose = !chunked && head.contentLength() < 0;
    this.remaining = untilClose ? Long.MAX_VALUE : Math.max(0, head.contentLength());
    this.ended = !head.hasBody() || (!chunked && remaining == 0);
  }

  /** Whether the last byte has been read, so that the connection stands before the next answer. */
  boolean ended() {
    return ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!ended && chunked && remaining == 0) {
      startChunk();
    }
    if (ended) {
      return -1;
    }
    int read = connection.read(target, offset, (int) Math.min(length, remaining));
    if (read < 0) {
      return atClose();
    }
    remaining -= read;
    if (remaining == 0) {
      endOfPart();
    }
    return read;
  }

  private int atClose() throws IOException {
    if (!untilClose) {
      throw new EOFException("the server closed the connection in the middle of its answer");
    }
    ended = true;
    return -1;
  }

  private void endOfPart() throws IOException {
    if (chunked) {
      expectLineBreak();
    } else {
      ended = true;
    }
  }

  private void startChunk() throws IOException {
    remaining = readChunkSize();
    if (remaining == 0) {
      skipTrailer();
      ended = true;
    }
  }

  private long readChunkSize() throws IOException {
    long size = 0;
    int digits = 0;
    int c = connection.readByte();
    for (int digit = hex(c); digit >= 0; digit = hex(c)) {
      size = size * 16 + digit;
      if (++digits > MAX_SIZE_DIGITS) {
        throw UpstreamException.protocol("a chunk is too large");
      }
      c = connection.readByte();
    }
    if (digits == 0 || (c != '\r' && c != ';' && c != ' ' && c != '\t')) {
      throw UpstreamException.protocol("the size of a chunk is not a number");
    }
    for (int line = 0; c != '\r'; line++) {
      if (c == '\n' || line > MAX_CHUNK_LINE) {
        throw UpstreamException.protocol("the line before a chunk does not end properly");
      }
      c = connection.readByte();
    }
    expect('\n');
    return size;
  }

  private static int hex(int c) {
    return c < 0 ? -1 : Character.digit((char) c, 16);
  }

  private void expectLineBreak() throws IOException {
    expect('\r');
    expect('\n');
  }

  private void expect(char wanted) throws IOException {
    if (connection.readByte() != wanted) {
      throw UpstreamException.protocol("a chunk is not as long as announced");
    }
  }

  /** Trailer fields are read over: nothing that we need may stand there. */
  private void skipTrailer() throws IOException {
    int line = 0;
    for (int total = 0; total < MAX_TRAILER; total++) {
      int c = connection.readByte();
      if (c == '\r') {
        expect('\n');
        if (line == 0) {
          return;
        }
        line = 0;
      } else if (c == '\n') {
        throw UpstreamException.protocol("a trailer line does not end properly");
      } else {
        line++;
      }
    }
    throw UpstreamException.protocol("its trailer is longer than 8 KiB");
  }

  /**
   * Reads all of it. Memory grows with what has come, not with what was announced.
   *
   * @throws UpstreamException when it is longer than {@code max} bytes
   */
  byte[] readAll(int max) throws IOException {
    if (!untilClose && remaining > max) {
      throw tooLarge(max);
    }
    if (!chunked && remaining <= FIRST_BYTES) {
      byte[] whole = new byte[(int) remaining];
      for (int done = 0; !ended; ) {
        done += read(whole, done, whole.length - done);
      }
      return whole;
    }
    ByteArrayOutputStream collected = new ByteArrayOutputStream();
    byte[] part = new byte[FIRST_BYTES / 4];
    for (int read = read(part); read >= 0; read = read(part)) {
      collected.write(part, 0, read);
      if (collected.size() > max) {
        throw tooLarge(max);
      }
    }
    return collected.toByteArray();
  }

  private static UpstreamException tooLarge(int max) {
    return UpstreamException.protocol("it is larger than " + max + " bytes");
  }
}
