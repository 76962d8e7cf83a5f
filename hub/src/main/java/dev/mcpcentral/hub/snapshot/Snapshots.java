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

  /** Replaces the snapshot and tells the listeners, which must be quick. */
  public void replace(Snapshot next) {
    current.set(next);
    listeners.forEach(Runnable::run);
  }

  /** Tells {@code listener} about every replacement from now on. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }
}
