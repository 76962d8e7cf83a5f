package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that run as processes, or at another address, and move into containers of the hub(). */
@NeedsEngine
@Timeout(300)
class MigrateTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String HALT_AT = "MCP_CENTRAL_HALT_AT";

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @TempDir Path directory;
  private final String name =
      "moved-" + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet();
  private @Nullable HubProcess opened;

  @AfterEach
  void stop() {
    if (opened != null) {
      opened.close();
    }
  }

  private HubProcess hub() {
    return Objects.requireNonNull(opened, "open it first");
  }

  private void open(String servers) {
    open(Map.of(), servers);
  }

  private void open(Map<String, String> environment, String servers) {
    opened = new HubProcess(directory.resolve("hub"), environment, servers).start();
    SixServers.awaitServers(hub(), List.of(name), LIMIT);
  }

  private Ledger.Receipt note() {
    return Ledger.Receipt.of(
        ModernRequest.call(name + "__note", Map.of("entry", "e")).send(hub().mcp()));
  }

  private Product.Finished done(String... command) {
    var finished = hub().cli(LIMIT, command);
    assertThat(finished.exitCode()).as("%s: %s", List.of(command), finished).isZero();
    return finished;
  }

  private List<String> containers() {
    return Containers.labelled("mcp.server=" + name);
  }

  private void awaitContainers(int number) {
    Await.until(
        LIMIT,
        () -> number + " containers of " + name + ", not " + containers(),
        () -> containers().size() == number);
  }

  private String configuration() throws Exception {
    return Files.readString(hub().configuration());
  }

  @Test
  void aProcessBecomesAContainerWhileItIsCalled() throws Exception {
    var ledger = new Ledger(directory);
    open(ledger.declared(name, ledger.release("1"), "    form: process\n"));
    assertThat(containers()).isEmpty();
    try (var load = new LedgerLoad(hub().mcp(), name).stateless(5, 10)) {
      Await.until(LIMIT, () -> "calls", () -> load.answered() > 20);
      assertThat(done("migrate", name, "--dry-run").out()).startsWith("1. " + name + " (medium");
      assertThat(configuration()).contains("form: process");
      assertThat(done("migrate", name).out()).contains("✅ " + name + " migrated successfully");
      load.assertNoneLostAndNoneTwice(ledger);
    }
    assertThat(note().version()).isEqualTo("1");
    awaitContainers(1);
    assertThat(configuration()).doesNotContain("form: process");
    assertThat(hub().cli("migrate", name).exitCode()).isEqualTo(1);
    assertThat(done("migrate", "--all").out()).contains("0 migrated, 0 failed, 1 as they were");
  }

  @Test
  void theRiskThatIsNamedIsDeclared() throws Exception {
    var ledger = new Ledger(directory);
    String process = "    risk: medium\n    form: process\n";
    open(Ledger.unkept(name, ledger.release("1"), process));
    done("migrate", name, "low");
    assertThat(hub().json("explain", name).path("risk").path("declared").asString(""))
        .isEqualTo("low");
    assertThat(note().version()).isEqualTo("1");
  }

  @Test
  void aServerBehindTheOldHubMovesOver() throws Exception {
    String source = new Ledger(directory).release("1");
    var old =
        new HubProcess(
            directory.resolve("old"), Product.NO_ENGINE, Ledger.unkept(name, source, ""));
    try (old) {
      old.start();
      SixServers.awaitServers(old, List.of(name), LIMIT);
      open(Ledger.unkept(name, "url:" + old.server(name), ""));
      assertThat(note().version()).isEqualTo("1");
      var without = hub().cli("migrate", name);
      assertThat(without.exitCode()).as("%s", without).isEqualTo(1);
      assertThat(without.err()).contains("--to");
      assertThat(done("migrate", name, "--to", source).out()).contains("migrated successfully");
    }
    assertThat(note().version()).isEqualTo("1");
    awaitContainers(1);
    assertThat(configuration()).doesNotContain("url:");
  }

  @Test
  void aPlainServerAtAnAddressMovesOver() throws Exception {
    try (var plain = new PlainServers("legacy")) {
      plain.start();
      open(plain.one(0).declared(name));
      done("migrate", name, "--to", "dir:" + PlainServers.PROGRAMS);
    }
    var echo = ModernRequest.call(name + "__echo", Map.of("text", "moved")).send(hub().mcp());
    assertThat(echo.text()).isEqualTo("moved");
    awaitContainers(1);
  }

  @Test
  void whatDoesNotStartInAContainerStaysAsItWas() throws Exception {
    var ledger = new Ledger(directory);
    String source = ledger.release("1");
    String broken = ledger.release("2", "start", Ledger.USUAL);
    open(Ledger.unkept(name, source, "    form: process\n"));
    String before = configuration();
    var failed = hub().cli(LIMIT, "migrate", name, "--to", broken);
    assertThat(failed.exitCode()).as("%s", failed).isEqualTo(1);
    assertThat(note().version()).isEqualTo("1");
    assertThat(configuration()).isEqualTo(before);
    awaitContainers(0);
  }

  /** {@code declared} tells which form the configuration must name when the hub comes back. */
  @ParameterizedTest
  @CsvSource({
    "PREPARED, old",
    "PROBED, old",
    "STARTED, old",
    "SHIFTED, old",
    "WRITTEN, new",
    "RETIRED, new"
  })
  void aHubKilledInTheMiddleComesBackWithAServerThatServes(String step, String declared)
      throws Exception {
    String source = new Ledger(directory).release("1");
    open(Map.of(HALT_AT, step), Ledger.unkept(name, source, "    form: process\n"));
    assertThat(note().version()).isEqualTo("1");
    hub().cli(LIMIT, "migrate", name);
    hub().awaitEnd();
    hub().without(HALT_AT).start();
    SixServers.awaitServers(hub(), List.of(name), LIMIT);
    assertThat(note().version()).as("served after %s", step).isEqualTo("1");
    assertThat(hub().output())
        .contains("the hub ended after step " + step)
        .contains("the configuration declares the " + declared + " form");
    if (declared.equals("old")) {
      assertThat(configuration()).contains("form: process");
      done("migrate", name);
      assertThat(note().version()).isEqualTo("1");
    }
    assertThat(configuration()).doesNotContain("form: process");
    awaitContainers(1);
    hub().stop();
    hub().start();
    assertThat(hub().output()).as("told once").containsOnlyOnce("the hub ended after step");
  }
}
