package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Server-sent events on one response. Any thread may write; a stream whose client is gone swallows
 * what follows.
 */
final class EventStream {
  private static final byte[] DATA = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private final Runnable clientGone;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean broken;

  /** {@code clientGone} runs once, when a write finds the connection closed. */
  EventStream(OutputStream out, Runnable clientGone) {
    this.out = out;
    this.clientGone = clientGone;
  }

  void message(Slice json) {
    byte[] event = new byte[DATA.length + json.length() + END.length];
    System.arraycopy(DATA, 0, event, 0, DATA.length);
    System.arraycopy(json.array(), json.offset(), event, DATA.length, json.length());
    System.arraycopy(END, 0, event, DATA.length + json.length(), END.length);
    for (int i = DATA.length; i < DATA.length + json.length(); i++) {
      if (event[i] == '\n' || event[i] == '\r') {
        event[i] =
            ' '; // white space between tokens: a line break inside a JSON string is always escaped
      }
    }
    write(event);
  }

  /**
   * A comment keeps proxies from closing an idle stream, and shows whether the client is still
   * there.
   */
  void comment() {
    write(COMMENT);
  }

  private void write(byte[] event) {
    if (breaksAt(event)) {
      clientGone.run();
    }
  }

  /** Whether this is the write that found the connection closed. */
  private boolean breaksAt(byte[] event) {
    lock.lock();
    try {
      if (!broken) {
        out.write(event);
        out.flush();
      }
      return false;
    } catch (IOException | RuntimeException gone) {
      broken = true; // the listener has exceptions of its own for a closed connection
      return true;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      out.close();
    } catch (IOException | RuntimeException gone) {
      broken = true;
    } finally {
      lock.unlock();
    }
  }

  boolean broken() {
    return broken;
  }
}
