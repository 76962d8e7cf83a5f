package dev.mcpcentral.hub.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private final MovableClock clock = new MovableClock();
  @TempDir Path temporary;
  private Path home;
  private Tokens tokens;

  @BeforeEach
  void open() {
    home = temporary.resolve("home");
    tokens = new Tokens(home, clock);
  }

  @Test
  void aCreatedTokenNamesItsHolder() {
    String secret = tokens.create("laptop");

    assertThat(secret).matches("mcpc_[A-Za-z0-9_-]{43}");
    assertThat(tokens.holder(secret)).contains("laptop");
    assertThat(tokens.holder(secret + "x")).isEmpty();
  }

  @Test
  void theFileHoldsNoTokenAndIsForItsOwnerOnly() throws IOException {
    String secret = tokens.create("laptop");

    Path file = home.resolve("tokens.json");
    assertThat(Files.readString(file)).doesNotContain(secret.substring(5)).contains("laptop");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
  }

  @Test
  void anotherProcessesEditsCountWithinASecond() {
    Tokens commandLine = new Tokens(home, clock);
    assertThat(tokens.holder("mcpc_unknown")).isEmpty();

    String secret = commandLine.create("laptop");
    assertThat(tokens.holder(secret)).as("the file is not looked at again yet").isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.holder(secret)).contains("laptop");

    assertThat(commandLine.revoke("laptop")).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.holder(secret)).isEmpty();
  }

  @Test
  void revokingWhatDoesNotExistSaysSo() {
    assertThat(tokens.revoke("laptop")).isFalse();
    assertThat(home).doesNotExist();
  }

  @Test
  void theLastUseIsNotedToTheHourAndOnlyOnceAnHour() throws IOException {
    String secret = tokens.create("laptop");
    assertThat(tokens.list()).extracting(Tokens.Listed::lastUsed).containsExactly(Optional.empty());

    tokens.holder(secret);
    assertThat(tokens.list())
        .containsExactly(
            new Tokens.Listed(
                "laptop",
                Instant.parse("2026-11-22T10:15:30Z"),
                Optional.of(Instant.parse("2026-11-22T10:00:00Z"))));

    Path file = home.resolve("tokens.json");
    Object inode = Files.getAttribute(file, "unix:ino");
    clock.advance(Duration.ofMinutes(40));
    tokens.holder(secret);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);

    clock.advance(Duration.ofMinutes(10));
    tokens.holder(secret);
    assertThat(Files.getAttribute(file, "unix:ino")).isNotEqualTo(inode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "../x", "operator", "anonymous", "-x", "é"})
  void aNameOutsideTheGrammarIsRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> tokens.create(name));
    assertThat(home).doesNotExist();
  }

  @Test
  void aTakenNameIsRefusedAndTheFirstTokenStays() {
    String secret = tokens.create("laptop");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokens.create("laptop"))
        .withMessageContaining("already");
    assertThat(tokens.holder(secret)).contains("laptop");
  }

  @Test
  void aMalformedFileLetsNobodyInAndIsNotOverwritten() throws IOException {
    String secret = tokens.create("laptop");
    Files.writeString(home.resolve("tokens.json"), "{\"tokens\":[{");

    assertThat(tokens.holder(secret)).isEmpty();
    assertThatThrownBy(() -> tokens.create("other"))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("tokens.json");
    assertThat(home.resolve("tokens.json")).hasContent("{\"tokens\":[{");
  }

  @Test
  void editsAtTheSameTimeLoseNothing() throws Exception {
    List<Future<String>> made = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 24; i++) {
        String name = "t" + i;
        made.add(threads.submit(() -> new Tokens(home, clock).create(name)));
      }
      for (Future<String> secret : made) {
        assertThat(new Tokens(home, clock).holder(secret.get())).isPresent();
      }
    }
    assertThat(tokens.list()).hasSize(24);
  }
}
