package dev.mcpcentral.hub.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateDirectoryTest {
  @TempDir Path temporary;

  @Test
  void installationIdIsMadeOnceAndTheDirectoryIsClosedToOthers() throws Exception {
    String id;
    try (StateDirectory state = StateDirectory.open(home())) {
      id = state.installationId();
      assertThat(id).matches("[0-9a-f]{32}");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.home())))
          .isEqualTo("rwx------");
    }
    try (StateDirectory state = StateDirectory.open(home())) {
      assertThat(state.installationId()).isEqualTo(id);
    }
  }

  @Test
  void secondHubOfThisProcessIsRefused() {
    try (StateDirectory _ = StateDirectory.open(home())) {
      assertThatThrownBy(() -> StateDirectory.open(home()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("process id " + ProcessHandle.current().pid());
      assertThat(StateDirectory.holder(home())).contains(ProcessHandle.current().pid());
    }
    assertThat(StateDirectory.holder(home())).isEmpty();
  }

  @Test
  void hubOfAnotherProcessIsNamedAndItsDeathFreesTheDirectory() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                home().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(other.getInputStream(), UTF_8))) {
      assertThat(out.readLine()).isEqualTo("held");
      assertThatThrownBy(() -> StateDirectory.open(home()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("process id " + other.pid())
          .hasMessageContaining("mcp-central down");
    } finally {
      other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    assertThat(StateDirectory.holder(home())).isEmpty();
    StateDirectory.open(home()).close();
  }

  @Test
  void nobodyClearsUpBesideAHub() {
    try (StateDirectory _ = StateDirectory.open(home())) {
      assertThat(StateDirectory.withoutHub(home(), () -> fail("a hub is there"))).isFalse();
    }
    AtomicBoolean done = new AtomicBoolean();
    assertThat(StateDirectory.withoutHub(home(), () -> done.set(true))).isTrue();
    assertThat(done).isTrue();
  }

  @Test
  void aHubWaitsForWhoeverClearsUp() throws Exception {
    StateDirectory.open(home()).close();
    CountDownLatch clearing = new CountDownLatch(1);
    CountDownLatch cleared = new CountDownLatch(1);
    Thread other =
        Thread.ofVirtual()
            .start(() ->
                StateDirectory.withoutHub(
                    home(),
                    () -> {
                      clearing.countDown();
                      awaitQuietly(cleared);
                    }));
    clearing.await();
    CompletableFuture<StateDirectory> hub =
        CompletableFuture.supplyAsync(() -> StateDirectory.open(home()));
    assertThatThrownBy(() -> hub.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    cleared.countDown();
    hub.get(20, TimeUnit.SECONDS).close();
    other.join();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void unfinishedReplacementsOfACrashAreRemoved() throws Exception {
    StateDirectory.open(home()).close();
    Path left = Files.createFile(home().resolve(".tokens.json.1f" + DurableFile.UNFINISHED));
    StateDirectory.open(home()).close();
    assertThat(left).doesNotExist();
  }

  @Test
  void damagedInstallationIdIsNotReplaced() throws Exception {
    StateDirectory.open(home()).close();
    Files.writeString(home().resolve("installation-id"), "???");
    assertThatThrownBy(() -> StateDirectory.open(home()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("installation-id");
  }

  @Test
  void stateFilesStayInside() {
    try (StateDirectory state = StateDirectory.open(home())) {
      assertThat(state.file("tokens.json").getParent()).isEqualTo(state.home());
      for (String name : new String[] {"../x", "a/b", "/etc/passwd", "..", ""}) {
        assertThatThrownBy(() -> state.file(name)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  private Path home() {
    return temporary.resolve("home");
  }

  /** A hub in a process of its own, as far as the state directory is concerned. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      try (StateDirectory _ = StateDirectory.open(Path.of(arguments[0]))) {
        System.out.println("held");
        Thread.sleep(60_000);
      }
    }
  }
}
