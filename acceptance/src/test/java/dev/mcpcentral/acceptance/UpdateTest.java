package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is moved from version to version while it is called. */
@NeedsEngine
class UpdateTest {
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration CHANGE = Duration.ofMinutes(3);

  /**
   * How long calls may wait in the hub while a server is replaced, and a little of the machine's.
   */
  private static final Duration LONGEST = Duration.ofSeconds(7);

  @TempDir Path directory;
  private @Nullable HubProcess opened;

  @AfterEach
  void stop() {
    if (opened != null) {
      opened.close();
    }
  }

  private HubProcess hub() {
    return Objects.requireNonNull(opened, "start it first");
  }

  private void start(String servers, String... names) {
    opened = new HubProcess(directory.resolve("hub"), Map.of(), servers).start();
    SixServers.awaitServers(hub(), List.of(names), READY);
  }

  private Product.Finished done(String... command) {
    var finished = hub().cli(CHANGE, command);
    assertThat(finished.exitCode()).as("%s: %s", List.of(command), finished).isZero();
    return finished;
  }

  private Product.Finished fails(String... command) {
    var finished = hub().cli(CHANGE, command);
    assertThat(finished.exitCode()).as("%s: %s", List.of(command), finished).isEqualTo(1);
    return finished;
  }

  private Ledger.Receipt note(String server, String entry) {
    return Ledger.Receipt.of(
        ModernRequest.call(server + "__note", Map.of("entry", entry)).send(hub().mcp()));
  }

  @Test
  @Timeout(900)
  void twentyChangesUnderFiftyCallsASecondLoseNothingAndRepeatNothing() throws Exception {
    var ledger = new Ledger(Files.createDirectory(directory.resolve("shared")));
    var sessions = new Ledger(Files.createDirectory(directory.resolve("own")));
    String sharedTwo = ledger.release("2");
    String ownTwo = sessions.release("2");
    start(
        ledger.declared("shared", ledger.release("1"), "")
            + sessions.declared("own", sessions.release("1"), "    instances: session\n"),
        "shared",
        "own");
    try (var stateless = new LedgerLoad(hub().mcp(), "shared").stateless(10, 5);
        var stateful = new LedgerLoad(hub().mcp(), "own").sessions(5, 10, 100);
        var operators = new Callers(0)) {
      long begin = System.nanoTime();
      var one = operators.one(() -> change("shared", sharedTwo, 10));
      var other = operators.one(() -> change("own", ownTwo, 10));
      int changes = one.get() + other.get();
      double seconds = (System.nanoTime() - begin) / 1e9;
      stateless.assertNoneLostAndNoneTwice(ledger);
      stateful.assertNoneLostAndNoneTwice(sessions);
      System.out.printf(
          "%d changes in %.0f s: %d calls without and %d with sessions, slowest %d and %d ms%n",
          changes,
          seconds,
          stateless.answered(),
          stateful.answered(),
          stateless.slowest().toMillis(),
          stateful.slowest().toMillis());
      assertThat(stateless.versions()).isEqualTo(Set.of("1", "2"));
      assertThat(stateful.versions()).isEqualTo(Set.of("1", "2"));
    }
    AuditTrail.of(hub()).assertPaired();
  }

  /** So many updates to {@code source}, each of them rolled back. */
  private int change(String server, String source, int times) {
    for (int i = 0; i < times; i++) {
      done("update", server, "--to", source);
      assertThat(note(server, server + " updated " + i).version()).isEqualTo("2");
      done("rollback", server);
      assertThat(note(server, server + " rolled back " + i).version()).isEqualTo("1");
    }
    return 2 * times;
  }

  @Test
  @Timeout(300)
  void whatMustNotRunTwiceIsReplacedWhileCallsWait() {
    var ledger = new Ledger(directory);
    String two = ledger.release("2");
    start(ledger.declared("one", ledger.release("1"), "    update: replace\n"), "one");
    try (var load = new LedgerLoad(hub().mcp(), "one").stateless(10, 2)) {
      for (int i = 0; i < 3; i++) {
        done("update", "one", "--to", two);
        done("rollback", "one");
      }
      load.assertNoneLostAndNoneTwice(ledger);
      System.out.printf(
          "replaced 6 times: %d calls, slowest %d ms%n",
          load.answered(), load.slowest().toMillis());
      assertThat(load.versions()).isEqualTo(Set.of("1", "2"));
      assertThat(load.slowest()).isLessThanOrEqualTo(LONGEST);
    }
    assertNoInstanceCameBack(ledger);
  }

  /** What one instance wrote stands together: none wrote before and after another. */
  private static void assertNoInstanceCameBack(Ledger ledger) {
    var turns = new ArrayList<String>();
    for (var entry : ledger.entries()) {
      if (turns.isEmpty() || !turns.getLast().equals(entry.instance())) {
        turns.add(entry.instance());
      }
    }
    assertThat(new HashSet<>(turns)).as("turns of instances").hasSameSizeAs(turns);
  }

  @Test
  @Timeout(300)
  void aBadVersionRollsBackByItself() {
    var ledger = new Ledger(directory);
    String silent = ledger.release("silent", "start", Ledger.USUAL);
    String dry = ledger.release("dry", "calls", Ledger.USUAL);
    start(ledger.declared("steady", ledger.release("1"), ""), "steady");
    try (var load = new LedgerLoad(hub().mcp(), "steady").stateless(5, 4)) {
      fails("update", "steady", "--to", silent);
      assertThat(load.complaints()).as("a version that does not start is not called").isEmpty();
      var undone = fails("update", "steady", "--to", dry);
      assertThat(undone.out()).contains("❌ steady was not updated").contains("serves again");
    }
    assertThat(note("steady", "afterwards").version()).isEqualTo("1");
    assertThat(hub().json("versions", "steady").path("versions").size()).isEqualTo(1);
    Await.until(
        READY,
        () -> "one container of steady",
        () -> Containers.labelled("mcp.server=steady").size() == 1);
  }

  @Test
  @Timeout(300)
  void changedDefinitionsAreTakenOnlyWhenTheyAreAccepted() {
    var ledger = new Ledger(directory);
    String changed = ledger.release("2", "", "Writes, and tells others");
    start(ledger.declared("plain", ledger.release("1"), ""), "plain");
    String[] update = {"update", "plain", "--to", changed};
    assertThat(done("update", "plain", "--to", changed, "--dry-run").out())
        .contains("plain would be updated");
    assertThat(fails(update).out())
        .contains("  ~ tools note\n")
        .contains("description: \"%s\" → \"Writes, and tells others\"".formatted(Ledger.USUAL))
        .contains("--accept-changes");
    assertThat(note("plain", "before").version()).isEqualTo("1");
    assertThat(done("update", "plain", "--to", changed, "--accept-changes").out())
        .contains("✅ plain updated");
    assertThat(note("plain", "after").version()).isEqualTo("2");
    assertThat(Catalog.of(hub().mcp()).tools())
        .anySatisfy(
            tool -> assertThat(tool.path("description").asString("")).contains("tells others"));
    done("rollback", "plain", "--to", "1");
    assertThat(note("plain", "back").version()).isEqualTo("1");
    assertThat(
            hub()
                .json("versions", "plain")
                .path("versions")
                .valueStream()
                .map(version -> version.path("how").asString("")))
        .containsExactly("rolled back", "updated", "declared");
  }
}
