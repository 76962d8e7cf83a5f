package dev.mcpcentral.hub.call;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a request was cancelled, and what is to happen then. Each action runs once, on whichever
 * thread comes last.
 */
public final class Cancellation {
  private final List<Runnable> actions = new ArrayList<>(1);
  private boolean cancelled;

  /** Runs {@code action} on cancellation, at once if that has happened already. */
  public void onCancel(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }

  public void cancel() {
    List<Runnable> now;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      now = List.copyOf(actions);
    }
    now.forEach(Runnable::run);
  }
}
