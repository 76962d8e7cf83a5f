package dev.mcpcentral.hub.launcher;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** So many bytes of a stream, which stays open; fewer are an error. */
final class FirstBytes extends InputStream {
  private final InputStream in;
  private long left;

  FirstBytes(InputStream in, long bytes) {
    this.in = in;
    this.left = bytes;
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
    if (left == 0) {
      return -1;
    }
    int count = in.read(target, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("what was announced ended too early");
    }
    left -= count;
    return count;
  }
}
