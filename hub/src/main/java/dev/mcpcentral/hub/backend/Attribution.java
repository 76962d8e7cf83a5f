package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Whom a server means that names no request. */
final class Attribution {
  /** How long a server may go on talking of a call that was given up. A lost word harms nobody. */
  static final Duration LAST_WORDS = Duration.ofSeconds(30);

  /**
   * How long it may go on asking. A question that is refused fails a call, so the doubt ends
   * sooner; servers that heed a cancellation stop within milliseconds.
   */
  static final Duration LAST_QUESTIONS = Duration.ofSeconds(3);

  private static final int MAX_GIVEN_UP = 1024;

  private final LongSupplier nanoTime;

  /** When each call was given up, the oldest first. */
  private final Map<Long, Long> givenUp =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > MAX_GIVEN_UP;
        }
      };

  Attribution() {
    this(System::nanoTime);
  }

  /** {@code nanoTime} counts like {@link System#nanoTime}. */
  Attribution(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Nobody waits for this request any more, but the server may still speak about it. */
  synchronized void givenUp(long id) {
    givenUp.put(id, nanoTime.getAsLong());
  }

  /** The server is done with this request. */
  synchronized void ended(long id) {
    givenUp.remove(id);
  }

  /**
   * The one request of a client that is being carried out. With several, any guess could give one
   * client's data to another, so nobody is meant; requests that were given up within {@code doubt}
   * count, what the hub asks for itself does not.
   */
  <T> Optional<T> only(Collection<T> open, Function<T, Caller> caller, Duration doubt) {
    List<T> ofClients = open.stream().filter(one -> caller.apply(one).isClient()).limit(2).toList();
    return ofClients.size() == 1 && !mayMeanTheGivenUp(doubt)
        ? Optional.of(ofClients.getFirst())
        : Optional.empty();
  }

  private synchronized boolean mayMeanTheGivenUp(Duration doubt) {
    long now = nanoTime.getAsLong();
    givenUp.values().removeIf(since -> now - since > LAST_WORDS.toNanos());
    return givenUp.values().stream().anyMatch(since -> now - since <= doubt.toNanos());
  }
}
