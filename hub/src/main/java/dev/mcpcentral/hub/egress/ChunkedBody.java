package dev.mcpcentral.hub.egress;

import dev.mcpcentral.protocol.http.MalformedHeadException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Passes a body in chunks on, written anew: extensions and trailers, which readers have disagreed
 * about, are left out (RFC 9112 section 7.1).
 */
final class ChunkedBody {
  private static final Pattern SIZE =
      Pattern.compile("([0-9A-Fa-f]{1,8})([ \\t]*;[\\t\\x20-\\x7e]*)?");
  private static final int MAX_LINE = 1024;
  private static final int MAX_TRAILERS = 64;

  private ChunkedBody() {}

  /** Reads to the end of the body and not further. */
  static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[16 << 10];
    for (long left = size(in); left > 0; left = size(in)) {
      out.write((Long.toHexString(left) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      copy(in, out, left, buffer);
      out.write(new byte[] {'\r', '\n'});
      out.flush();
      if (!line(in).isEmpty()) {
        throw new MalformedHeadException("a chunk is longer than it says");
      }
    }
    for (int trailers = 0; !line(in).isEmpty(); trailers++) {
      if (trailers == MAX_TRAILERS) {
        throw new MalformedHeadException("too many trailers");
      }
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Passes exactly so many bytes on. */
  static void copy(InputStream in, OutputStream out, long count, byte[] buffer) throws IOException {
    for (long left = count; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("the connection ended within a request's body");
      }
      out.write(buffer, 0, read);
      out.flush();
      left -= read;
    }
  }

  private static long size(InputStream in) throws IOException {
    var size = SIZE.matcher(line(in));
    if (!size.matches()) {
      throw new MalformedHeadException("a chunk's size is malformed");
    }
    return Long.parseLong(size.group(1), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\r'; next = in.read()) {
      if (next < 0 || next == '\n' || line.length() == MAX_LINE) {
        throw new MalformedHeadException("a line of a body in chunks is malformed");
      }
      line.append((char) next);
    }
    if (in.read() != '\n') {
      throw new MalformedHeadException("a line of a body in chunks is malformed");
    }
    return line.toString();
  }
}
