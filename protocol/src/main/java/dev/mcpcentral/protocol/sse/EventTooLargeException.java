package dev.mcpcentral.protocol.sse;

import java.io.IOException;

/** An event is longer than its reader accepts; the rest of the stream cannot be read. */
public final class EventTooLargeException extends IOException {
  EventTooLargeException(int maxBytes) {
    super("an event is larger than " + maxBytes + " bytes");
  }
}
