package dev.mcpcentral.hub.snapshot;

import dev.mcpcentral.protocol.mcp.Listing;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Holds the current {@link Snapshot}: the control plane replaces it, every call reads it once. */
public final class Snapshots {
  private final AtomicReference<Snapshot> current = new AtomicReference<>(Snapshot.EMPTY);
  private final List<Consumer<Set<Listing>>> listeners = new CopyOnWriteArrayList<>();

  public Snapshot current() {
    return current.get();
  }

  /** Replaces the snapshot. */
  public void replace(Snapshot next) {
    Snapshot before = current.getAndSet(next);
    Set<Listing> changed = next.catalog().changedSince(before.catalog());
    if (!changed.isEmpty()) {
      listeners.forEach(listener -> listener.accept(changed));
    }
  }

  /** Tells {@code listener}, which must be quick, which lists are other ones from now on. */
  public void onChange(Consumer<Set<Listing>> listener) {
    listeners.add(listener);
  }
}
