package dev.mcpcentral.hub.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * What a body does to the set of open intents. Bodies have fixed beginnings, so this compares bytes
 * instead of parsing JSON: recovery reads a hundred thousand of them before the hub may start.
 */
sealed interface Kind {
  record IntentRecord() implements Kind {}

  record OutcomeRecord(long intent) implements Kind {}

  record SegmentHead(Set<Long> open) implements Kind {}

  /** The hub's own news: open, resume, close. */
  record Note() implements Kind {}

  /** Written by something else, or by a later version. */
  record Unknown() implements Kind {}

  static Kind of(byte[] bytes, int at) {
    if (starts(bytes, at, Prefix.INTENT)) {
      return new IntentRecord();
    }
    if (starts(bytes, at, Prefix.OUTCOME)) {
      return outcome(new Digits(bytes, at + Prefix.OUTCOME.length));
    }
    if (starts(bytes, at, Prefix.SEGMENT)) {
      return segment(new Digits(bytes, at + Prefix.SEGMENT.length));
    }
    for (byte[] note : Prefix.NOTES) {
      if (starts(bytes, at, note)) {
        return new Note();
      }
    }
    return new Unknown();
  }

  private static Kind outcome(Digits digits) {
    long intent = digits.next();
    return digits.stoppedAt(',') ? new OutcomeRecord(intent) : new Unknown();
  }

  private static Kind segment(Digits digits) {
    Set<Long> open = new HashSet<>();
    while (!digits.stoppedAt(']')) {
      long intent = digits.next();
      if (intent < 0) {
        return new Unknown();
      }
      open.add(intent);
      digits.skip(',');
    }
    return new SegmentHead(open);
  }

  private static boolean starts(byte[] bytes, int at, byte[] prefix) {
    int end = at + prefix.length;
    return end <= bytes.length && Arrays.equals(bytes, at, end, prefix, 0, prefix.length);
  }

  /** The beginnings that {@link Bodies} writes. */
  final class Prefix {
    static final byte[] INTENT = bytes(Bodies.INTENT, ",");
    static final byte[] OUTCOME = bytes(Bodies.OUTCOME, ",\"intent\":");
    static final byte[] SEGMENT = bytes(Bodies.SEGMENT, ",\"open\":[");
    static final byte[][] NOTES = {
      bytes(Bodies.OPEN, ","), bytes(Bodies.RESUME, ","), bytes(Bodies.CLOSE, ",")
    };

    private Prefix() {}

    private static byte[] bytes(String type, String rest) {
      return ("{\"v\":1,\"type\":\"" + type + "\"" + rest).getBytes(ISO_8859_1);
    }
  }
}
