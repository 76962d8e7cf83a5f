package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events on one response, written by one thread. A stream whose client is gone swallows
 * what follows.
 */
final class EventStream {
  private static final byte[] EVENT = ascii("event: message\n");
  private static final byte[] DATA = ascii("data: ");
  private static final byte[] END = ascii("\n\n");
  private static final byte[] COMMENT = ascii(":\n\n");

  private final OutputStream out;
  private volatile boolean broken;
  private volatile @Nullable Thread writer;
  private volatile long writingSince;

  EventStream(OutputStream out) {
    this.out = out;
  }

  /** {@code id} is null on streams that cannot be taken up again. */
  void message(@Nullable String id, Slice json) {
    byte[] head = id == null ? EVENT : ascii("id: " + id + "\nevent: message\n");
    int start = head.length + DATA.length;
    byte[] event = new byte[start + json.length() + END.length];
    System.arraycopy(head, 0, event, 0, head.length);
    System.arraycopy(DATA, 0, event, head.length, DATA.length);
    System.arraycopy(json.array(), json.offset(), event, start, json.length());
    System.arraycopy(END, 0, event, start + json.length(), END.length);
    for (int i = start; i < start + json.length(); i++) {
      if (event[i] == '\n' || event[i] == '\r') {
        event[i] =
            ' '; // white space between tokens: a line break inside a JSON string is always escaped
      }
    }
    write(event);
  }

  /** An empty event with which a client can come back, and when it should (SEP-1699). */
  void prime(String id, Duration retry) {
    write(ascii("id: " + id + "\nretry: " + retry.toMillis() + "\ndata: \n\n"));
  }

  /** Where a client of 2024-11-05 sends its messages. */
  void endpoint(String uri) {
    write(ascii("event: endpoint\ndata: " + uri + "\n\n"));
  }

  /**
   * A comment keeps proxies from closing an idle stream, and shows whether the client is still
   * there.
   */
  void comment() {
    write(COMMENT);
  }

  private void write(byte[] event) {
    if (broken) {
      return;
    }
    writingSince = System.nanoTime();
    writer = Thread.currentThread();
    try {
      out.write(event);
      out.flush();
    } catch (IOException | RuntimeException gone) {
      broken = true; // the listener has exceptions of its own for a closed connection
    } finally {
      writer = null;
    }
  }

  /**
   * Breaks off a write that a client has held up for longer than {@code limit} by not reading: an
   * interrupt closes the connection.
   */
  void breakOff(Duration limit) {
    Thread held = writer;
    if (held != null && System.nanoTime() - writingSince > limit.toNanos()) {
      held.interrupt();
    }
  }

  void close() {
    if (broken) {
      return;
    }
    try {
      out.close();
    } catch (IOException | RuntimeException gone) {
      broken = true;
    }
  }

  boolean broken() {
    return broken;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
