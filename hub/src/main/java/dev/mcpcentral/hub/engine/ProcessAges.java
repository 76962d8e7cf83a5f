package dev.mcpcentral.hub.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which containers run a process that nobody has spoken to. A server over stdio has one
 * conversation in its life, so only such a process can be spoken to as it is. What happened while
 * nobody listened to the engine counts as spoken to. Thread-safe.
 */
final class ProcessAges {
  /** A container is not started anew again and again, whatever its server answers. */
  private static final int MAX_RENEWALS = 3;

  private static final long RENEWAL_WINDOW_NANOS = 60_000_000_000L;

  private final Set<String> untouched = new HashSet<>();

  /** The process that we have spoken to last; events about it may come late. */
  private final Map<String, String> spokenTo = new HashMap<>();

  private final Set<String> beingRenewed = new HashSet<>();
  private final Map<String, Deque<Long>> renewals = new HashMap<>();

  synchronized void started(String container) {
    untouched.add(container);
  }

  /** Somebody attached to it, or it ended. */
  synchronized void touched(String container) {
    untouched.remove(container);
  }

  synchronized void destroyed(String container) {
    untouched.remove(container);
    spokenTo.remove(container);
    renewals.remove(container);
  }

  /** Events were missed, so nothing is known any more. */
  synchronized void forgetAll() {
    untouched.clear();
  }

  /** Whether this process can be spoken to as it is; it cannot afterwards. */
  synchronized boolean take(String container, String process) {
    boolean fresh = untouched.remove(container) && !process.equals(spokenTo.get(container));
    spokenTo.put(container, process);
    return fresh;
  }

  /**
   * From now on its end is our own doing, until {@link #renewalEnds}. False when that happened too
   * often of late.
   */
  synchronized boolean renewalBegins(String container) {
    Deque<Long> recent = renewals.computeIfAbsent(container, _ -> new ArrayDeque<>());
    long now = System.nanoTime();
    while (!recent.isEmpty() && now - recent.getFirst() > RENEWAL_WINDOW_NANOS) {
      recent.removeFirst();
    }
    if (recent.size() >= MAX_RENEWALS) {
      return false;
    }
    recent.addLast(now);
    beingRenewed.add(container);
    return true;
  }

  /** {@code process} is the new one, which was attached to before its start. */
  synchronized void renewalEnds(String container, String process) {
    beingRenewed.remove(container);
    spokenTo.put(container, process);
  }

  synchronized boolean isBeingRenewed(String container) {
    return beingRenewed.contains(container);
  }
}
