package dev.mcpcentral.hub.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which intents still lack their outcome, and which outcomes the log itself owes. */
final class OpenIntents {
  /** More calls in flight than any hub serves; bounds what a segment and a recovery begin with. */
  private static final int MAX_OPEN = 20_000;

  private final Set<Long> open;
  private final Map<Long, String> owed = new HashMap<>();

  OpenIntents(Set<Long> open) {
    this.open = new HashSet<>(open);
  }

  void checkRoom() {
    if (open.size() >= MAX_OPEN) {
      throw new AuditUnavailableException("More than " + MAX_OPEN + " calls are in flight");
    }
  }

  void checkOpen(long intent) {
    if (!open.contains(intent)) {
      throw new IllegalArgumentException("no intent " + intent + " is waiting for its outcome");
    }
  }

  void begin(long intent) {
    open.add(intent);
  }

  void end(long intent) {
    open.remove(intent);
    owed.remove(intent);
  }

  /** The caller was refused: as soon as records can be written, the log supplies the outcome. */
  void owe(long intent, String status) {
    owed.put(intent, status);
  }

  boolean owesAny() {
    return !owed.isEmpty();
  }

  /** As many owed outcomes as fit into {@code room} bytes; they count as written. */
  List<JsonBody> payOwed(Instant now, int room) {
    List<JsonBody> paid = new ArrayList<>(owed.size());
    int left = room;
    var debts = owed.entrySet().iterator();
    while (debts.hasNext()) {
      var debt = debts.next();
      JsonBody body = Bodies.outcome(debt.getKey(), now, debt.getValue());
      left -= Frame.BODY + body.length();
      if (left < 0) {
        break;
      }
      paid.add(body);
      open.remove(debt.getKey());
      debts.remove();
    }
    return paid;
  }

  Set<Long> sorted() {
    return new TreeSet<>(open);
  }
}
