package dev.mcpcentral.hub.snapshot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Holds the current {@link Snapshot}: the control plane replaces it, every call reads it once. */
public final class Snapshots {
  private final AtomicReference<Snapshot> current = new AtomicReference<>(Snapshot.EMPTY);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  public Snapshot current() {
    return current.get();
  }

  /** Replaces the snapshot. */
  public void replace(Snapshot next) {
    Snapshot before = current.getAndSet(next);
    if (before.tools() != next.tools()) {
      listeners.forEach(Runnable::run);
    }
  }

  /** Tells {@code listener}, which must be quick, whenever other tools are offered from now on. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }
}
