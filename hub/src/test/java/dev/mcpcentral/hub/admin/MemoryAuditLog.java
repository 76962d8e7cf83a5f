package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.audit.AuditLog;
import dev.mcpcentral.hub.audit.AuditUnavailableException;
import dev.mcpcentral.hub.audit.Intent;
import dev.mcpcentral.hub.audit.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers records as words, or refuses them like a full disk. */
final class MemoryAuditLog implements AuditLog {
  final List<String> records = new CopyOnWriteArrayList<>();
  volatile boolean full;

  @Override
  public long intent(Intent intent) {
    if (full) {
      throw new AuditUnavailableException("disk full", new IOException("No space left on device"));
    }
    records.add(
        "INTENT %s %s %s %s"
            .formatted(intent.principal(), intent.surface(), intent.method(), intent.target()));
    return records.size();
  }

  @Override
  public void outcome(Outcome outcome) {
    records.add("OUTCOME %d %s %s".formatted(outcome.intent(), outcome.status(), outcome.detail()));
  }

  @Override
  public boolean available() {
    return !full;
  }

  @Override
  public void close() {}
}
