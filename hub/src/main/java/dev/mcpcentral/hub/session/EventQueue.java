package dev.mcpcentral.hub.session;

import dev.mcpcentral.hub.session.EventLog.Event;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Events in order, and how many bytes they hold. */
final class EventQueue {
  private final ArrayDeque<Event> events = new ArrayDeque<>(4);
  private long bytes;

  int size() {
    return events.size();
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  long bytes() {
    return bytes;
  }

  boolean isOver(int maxEvents, long maxBytes) {
    return events.size() > maxEvents || bytes > maxBytes;
  }

  @Nullable Event newest() {
    return events.peekLast();
  }

  void add(Event event) {
    events.addLast(event);
    bytes += event.message().length();
  }

  /** Puts back an event that is older than all others. */
  void addOldest(Event event) {
    events.addFirst(event);
    bytes += event.message().length();
  }

  Event removeOldest() {
    return without(events.removeFirst());
  }

  Event removeNewest() {
    return without(events.removeLast());
  }

  private Event without(Event gone) {
    bytes -= gone.message().length();
    return gone;
  }
}
