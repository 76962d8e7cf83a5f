package dev.mcpcentral.hub.session;

import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The event streams of one session: those that a connection carries, and those that a client may
 * take up again. Each message is on one of them only.
 */
final class Streams {
  /**
   * Room for a client with some calls in flight; the oldest stream without a connection gives way.
   */
  static final int MAX = 32;

  /** How long a stream without a connection is kept. */
  static final Duration KEPT = Duration.ofMinutes(5);

  private record Stream(EventLog log, boolean listening) {}

  private final String tag;
  private final Retention retention;
  private final Map<Long, Stream> byNumber = new LinkedHashMap<>(4);
  private long last;
  private boolean closed;

  /** {@code tag} is a part of each event's id, so that another session's ids are not known here. */
  Streams(String tag, Retention retention) {
    this.tag = tag;
    this.retention = retention;
  }

  /** A new stream; empty when there are too many, or the session has ended. */
  synchronized Optional<EventLog> open(boolean listening) {
    if (closed || !makeRoom()) {
      return Optional.empty();
    }
    EventLog log = EventLog.kept(++last + "." + tag + ".", retention);
    byNumber.put(last, new Stream(log, listening));
    return Optional.of(log);
  }

  /** Makes {@code log} the stream that the session's messages are sent on. */
  synchronized void adopt(EventLog log) {
    if (closed) {
      log.close();
    } else {
      byNumber.put(++last, new Stream(log, true));
    }
  }

  private boolean makeRoom() {
    return byNumber.size() < MAX
        || removeFirst(stream -> !stream.log.connected() && stream.log.finished())
        || removeFirst(stream -> !stream.log.connected());
  }

  private boolean removeFirst(Predicate<Stream> which) {
    for (Map.Entry<Long, Stream> entry : byNumber.entrySet()) {
      if (which.test(entry.getValue())) {
        entry.getValue().log.close();
        byNumber.remove(entry.getKey());
        return true;
      }
    }
    return false;
  }

  /** The place that an event's id names; empty for ids of other sessions and of what is gone. */
  synchronized Optional<Resumption> find(String eventId) {
    String[] parts = eventId.split("\\.", -1);
    if (parts.length != 3 || !parts[1].equals(tag)) {
      return Optional.empty();
    }
    Stream stream = byNumber.get(number(parts[0]));
    long after = number(parts[2]);
    return stream == null || after < 0 || after > stream.log.last()
        ? Optional.empty()
        : Optional.of(new Resumption(stream.log, after));
  }

  private static long number(String digits) {
    try {
      return digits.length() <= 18 ? Long.parseLong(digits) : -1;
    } catch (NumberFormatException notOurs) {
      return -1;
    }
  }

  /** Sends on the newest stream that listens, rather on one that has a connection. */
  boolean send(Slice message, boolean notification) {
    EventLog log = listening();
    if (log == null) {
      return false;
    }
    boolean sent = notification ? log.offerOnce(message) : log.put(message);
    if (!sent) {
      log.close(); // who does not keep up loses the stream, not single messages
    }
    return sent;
  }

  private synchronized @Nullable EventLog listening() {
    EventLog newest = null;
    for (Stream stream : byNumber.values()) {
      boolean better = newest == null || stream.log.connected() || !newest.connected();
      if (stream.listening && !stream.log.finished() && better) {
        newest = stream.log;
      }
    }
    return newest;
  }

  synchronized boolean connected() {
    return byNumber.values().stream().anyMatch(stream -> stream.log.connected());
  }

  /** Lets go of what nobody has come back for. */
  synchronized void forget() {
    List<Long> old = new ArrayList<>();
    byNumber.forEach((number, stream) -> {
      if (stream.log.forgetAfter(KEPT.toNanos()) && !stream.log.connected()) {
        old.add(number);
        stream.log.close();
      }
    });
    old.forEach(byNumber::remove);
  }

  /** Ends the streams that listen; a request's own stream ends with its response. */
  synchronized void close() {
    closed = true;
    for (Stream stream : byNumber.values()) {
      if (stream.listening) {
        stream.log.close();
      } else {
        stream.log.release();
      }
    }
    byNumber.clear();
  }
}
