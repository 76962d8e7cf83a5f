package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Callers that go on writing entries into a {@link Ledger} until they are closed, each so many a
 * second, and what they complain of.
 */
final class LedgerLoad implements AutoCloseable {
  private static final String PREFIX = "entry-";

  private final URI mcp;
  private final String tool;
  private final Callers threads = new Callers(0);
  private final List<Future<Boolean>> callers = new ArrayList<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicLong slowest = new AtomicLong();
  private final Queue<String> answered = new ConcurrentLinkedQueue<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final Set<String> versions = ConcurrentHashMap.newKeySet();
  private volatile boolean over;

  LedgerLoad(URI mcp, String server) {
    this.mcp = mcp;
    this.tool = server + "__note";
  }

  /** Each of {@code callers} makes {@code rate} calls a second, without a session. */
  LedgerLoad stateless(int callers, int rate) {
    for (int i = 0; i < callers; i++) {
      begin(() -> paced(rate, () -> note(entry -> ModernRequest.call(tool, entry).send(mcp))));
    }
    return this;
  }

  /**
   * Each of {@code callers} makes {@code rate} calls a second, in legacy sessions of {@code length}
   * calls one after the other, and complains when its session does not go on where it was.
   */
  LedgerLoad sessions(int callers, int rate, int length) {
    for (int i = 0; i < callers; i++) {
      begin(() -> {
        var visit = new Visits(length);
        paced(rate, visit::next);
        visit.end();
      });
    }
    return this;
  }

  private void begin(Runnable caller) {
    callers.add(
        threads.one(() -> {
          caller.run();
          return true;
        }));
  }

  private void paced(int rate, Runnable call) {
    long pause = Duration.ofSeconds(1).toNanos() / rate;
    for (long next = System.nanoTime(); !over; next += pause) {
      call.run();
      // Who was kept waiting does not make up for it: the rate is a rate of calls under way.
      next = Math.max(next, System.nanoTime() - pause);
      LockSupport.parkNanos(next + pause - System.nanoTime());
    }
  }

  private interface Noting {
    Reply send(Map<String, String> arguments);
  }

  /** Gives the receipt, or null when there was none, of which it has then complained. */
  private Ledger.@Nullable Receipt note(Noting noting) {
    String entry = PREFIX + numbers.incrementAndGet();
    long begin = System.nanoTime();
    try {
      var receipt = Ledger.Receipt.of(noting.send(Map.of("entry", entry)));
      answered.add(entry);
      versions.add(receipt.version());
      return receipt;
    } catch (RuntimeException | AssertionError failed) {
      complaints.add(entry + ": " + failed);
      return null;
    } finally {
      slowest.accumulateAndGet(System.nanoTime() - begin, Math::max);
    }
  }

  /** Session after session of one caller. */
  private final class Visits {
    private final int length;
    private LegacySession session = LegacySession.open(mcp);
    private String place = "";
    private int calls;

    Visits(int length) {
      this.length = length;
    }

    void next() {
      if (calls == length) {
        end();
        session = LegacySession.open(mcp);
        place = "";
        calls = 0;
      }
      var receipt = note(entry -> session.call(tool, entry));
      calls++;
      if (receipt != null) {
        check(receipt);
      }
    }

    private void check(Ledger.Receipt receipt) {
      String now = receipt.version() + " " + receipt.instance();
      if (receipt.count() != calls || !(place.isEmpty() || place.equals(now))) {
        complaints.add(
            "call %d of a session on %s was answered by %s".formatted(calls, place, receipt));
      }
      place = now;
    }

    void end() {
      session.end();
    }
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  int answered() {
    return answered.size();
  }

  /** Which versions have answered. */
  Set<String> versions() {
    return Set.copyOf(versions);
  }

  Duration slowest() {
    return Duration.ofNanos(slowest.get());
  }

  /** Waits until all callers have ended, and checks that each call was carried out, and once. */
  void assertNoneLostAndNoneTwice(Ledger ledger) {
    close();
    assertThat(complaints.stream().limit(5)).as("of %d complaints", complaints.size()).isEmpty();
    var written = new ArrayList<String>();
    // Others write into it as well.
    ledger.entries().stream()
        .map(Ledger.Entry::text)
        .filter(entry -> entry.startsWith(PREFIX))
        .forEach(written::add);
    assertThat(new HashSet<>(written)).as("entries written twice").hasSameSizeAs(written);
    assertThat(written).as("what was answered").containsExactlyInAnyOrderElementsOf(answered);
  }

  @Override
  public void close() {
    over = true;
    threads.close();
  }
}
