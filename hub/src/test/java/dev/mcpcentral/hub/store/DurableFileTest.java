package dev.mcpcentral.hub.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableFileTest {
  @TempDir Path home;

  @Test
  void contentIsReplacedAndReadableByItsOwnerOnly() throws Exception {
    Path file = home.resolve("tokens.json");
    DurableFile.replace(file, "old".getBytes(UTF_8));
    DurableFile.replace(file, "new".getBytes(UTF_8));
    assertThat(DurableFile.read(file))
        .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo("new".getBytes(UTF_8)));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void missingFileIsEmpty() {
    assertThat(DurableFile.read(home.resolve("none"))).isEmpty();
  }

  @Test
  void symbolicLinkStaysALink() throws Exception {
    Path file = Files.writeString(home.resolve("real"), "old");
    Path link = Files.createSymbolicLink(home.resolve("link"), file);
    DurableFile.replace(link, "new".getBytes(UTF_8));
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void failureNamesTheFileAndLeavesNothingBehind() throws Exception {
    Path directory = Files.createDirectory(home.resolve("busy"));
    Files.createFile(directory.resolve("x"));
    assertThatThrownBy(() -> DurableFile.replace(directory, new byte[1]))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("busy");
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files).containsExactly(directory);
    }
  }
}
