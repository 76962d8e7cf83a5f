package dev.mcpcentral.hub.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionBookTest {
  private static final ServerName MEMORY = new ServerName("memory");
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path directory;
  private VersionBook book;

  @BeforeEach
  void open() {
    book = reopened();
  }

  private VersionBook reopened() {
    return new VersionBook(directory, InstantSource.fixed(NOW));
  }

  private Version took(String version, String how) {
    return book.took(MEMORY, version, "npm:memory@" + version, "sha256:" + version, how);
  }

  @Test
  void theNewestIsTheCurrentOneAndAllAreThereAfterARestart() {
    took("1.0.0", "added");
    took("1.1.0", "updated");
    assertThat(reopened().of(MEMORY))
        .containsExactly(
            new Version(2, "1.1.0", "npm:memory@1.1.0", "sha256:1.1.0", NOW, "updated", true),
            new Version(1, "1.0.0", "npm:memory@1.0.0", "sha256:1.0.0", NOW, "added", false));
    assertThat(book.current(MEMORY)).map(Version::number).contains(2);
    assertThat(book.of(new ServerName("other"))).isEmpty();
  }

  @Test
  void whatServesAlreadyIsNotNotedAgain() {
    took("1.0.0", "added");
    assertThat(took("1.0.0", "restarted").how()).isEqualTo("added");
    assertThat(book.of(MEMORY)).hasSize(1);
    book.took(MEMORY, "1.0.0", "npm:memory@1.0.0", "sha256:other", "rebuilt");
    assertThat(book.of(MEMORY)).hasSize(2);
  }

  @Test
  void aVersionIsFoundByItsNumberAndByItsText() {
    took("1.0.0", "added");
    took("2.0.0", "updated");
    took("1.0.0", "rolled back");
    assertThat(book.find(MEMORY, "1")).map(Version::how).contains("added");
    assertThat(book.find(MEMORY, "1.0.0")).map(Version::how).contains("rolled back");
    assertThat(book.find(MEMORY, "2.0.0")).map(Version::number).contains(2);
    assertThat(book.find(MEMORY, "9")).isEmpty();
    assertThat(book.find(MEMORY, "")).isEmpty();
  }

  @Test
  void aNumberGoesBeforeAVersionThatReadsTheSame() {
    took("2", "added");
    took("1", "updated");
    assertThat(book.find(MEMORY, "1")).map(Version::version).contains("2");
  }

  @Test
  void theOldestAreForgottenAndNumbersAreNotGivenTwice() {
    for (int i = 1; i <= VersionBook.MAX_VERSIONS + 5; i++) {
      took("1.0." + i, "updated");
    }
    book = reopened();
    assertThat(took("2.0.0", "updated").number()).isEqualTo(VersionBook.MAX_VERSIONS + 6);
    assertThat(book.of(MEMORY)).hasSize(VersionBook.MAX_VERSIONS);
    assertThat(book.of(MEMORY).getLast().number()).isEqualTo(7);
  }

  @Test
  void aRemovedServerIsForgotten() {
    took("1.0.0", "added");
    book.forget(MEMORY);
    book.forget(MEMORY);
    assertThat(book.of(MEMORY)).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"next\":2}",
        "{\"versions\":[]}",
        "{\"next\":2,\"versions\":[{\"number\":1}]}",
        "{\"next\":1,\"versions\":[{\"number\":1,\"version\":\"1\",\"source\":\"npm:x@1\",\"digest\":\"d\",\"since\":\"2026-11-22T10:00:00Z\",\"how\":\"added\"}]}",
        "{\"next\":9,\"versions\":[{\"number\":1,\"version\":\"1\",\"source\":\"npm:x@1\",\"digest\":\"d\",\"since\":\"yesterday\",\"how\":\"added\"}]}"
      })
  void aDamagedFileIsNamedAndLeftAlone(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("memory.json"), content);
    assertThatThrownBy(() -> took("1.0.0", "added"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("memory.json is damaged (")
        .hasMessageContaining("Restore it, or delete it");
    assertThat(file).hasContent(content);
    assertThat(book.of(new ServerName("other"))).isEmpty();
  }
}
