package dev.mcpcentral.hub.upstream;

import dev.mcpcentral.hub.call.Deadline;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of one exchange: its deadline, and the right of any thread to give it up. For one
 * exchange only.
 */
public final class UpstreamHandle implements AutoCloseable {
  /** What is to be cut when the exchange is given up. Called at most once, from any thread. */
  interface Cut {
    void cut();

    /** The deadline is now {@code until}, on {@link System#nanoTime}'s clock. */
    default void postponed(long until) {}
  }

  /** Stands where a cut would be, once there is nothing left to cut. */
  private record GivenUp() implements Cut {
    @Override
    public void cut() {
      // There is nothing to cut any more.
    }
  }

  private final Deadline deadline;
  private final AtomicReference<@Nullable Cut> attached = new AtomicReference<>();

  public UpstreamHandle(Deadline deadline) {
    this.deadline = deadline;
    deadline.onMove(this::postponed);
  }

  private void postponed() {
    Cut cut = attached.get();
    if (cut != null) {
      cut.postponed(deadline.nanoTime());
    }
  }

  public Deadline deadline() {
    return deadline;
  }

  /**
   * From now on {@code cut} carries the exchange. Returns false when it has been given up before.
   */
  boolean attach(Cut cut) {
    return attached.compareAndSet(null, cut);
  }

  /**
   * The exchange has ended for {@code cut}. Returns false when it is being given up right now: then
   * {@code cut} is or will be called.
   */
  boolean detach(Cut cut) {
    return attached.compareAndSet(cut, null);
  }

  @SuppressWarnings(
      "ReferenceEquality") // GIVEN_UP is a mark: the one object counts, not what it does
  boolean givenUp() {
    return attached.get() instanceof GivenUp;
  }

  /** Gives the exchange up. Without effect once it has ended. Idempotent. */
  @Override
  public void close() {
    Cut cut = attached.getAndSet(new GivenUp());
    if (cut != null) {
      cut.cut();
    }
  }
}
