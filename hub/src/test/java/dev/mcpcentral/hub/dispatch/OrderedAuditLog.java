package dev.mcpcentral.hub.dispatch;

import dev.mcpcentral.hub.audit.AuditLog;
import dev.mcpcentral.hub.audit.AuditUnavailableException;
import dev.mcpcentral.hub.audit.Intent;
import dev.mcpcentral.hub.audit.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Keeps records, notes the order of events, and refuses on demand like a full disk. */
final class OrderedAuditLog implements AuditLog {
  private static final long FIRST = 41;

  final List<Intent> intents = new ArrayList<>();
  final List<Outcome> outcomes = new ArrayList<>();
  final List<String> events;
  boolean refusesIntents;
  boolean refusesOutcomes;

  OrderedAuditLog(List<String> events) {
    this.events = events;
  }

  @Override
  public long intent(Intent intent) {
    events.add("intent");
    intents.add(intent);
    if (refusesIntents) {
      throw new AuditUnavailableException("disk full");
    }
    return FIRST + intents.size();
  }

  @Override
  public void outcome(Outcome outcome) {
    events.add("outcome");
    outcomes.add(outcome);
    if (refusesOutcomes) {
      throw new AuditUnavailableException("disk full");
    }
  }

  @Override
  public boolean available() {
    return !refusesIntents;
  }

  @Override
  public void close() {}
}
