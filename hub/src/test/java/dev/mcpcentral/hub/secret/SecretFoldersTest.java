package dev.mcpcentral.hub.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.secret.SecretFolders.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFoldersTest {
  private static final Reader MAPPED = new Reader(1001, 1001, false);
  private static final Map<String, SecretValue> VALUES = Map.of("TOKEN", value("one"));

  @TempDir Path home;
  private final String installation = "test" + HexFormat.of().toHexDigits(System.nanoTime());
  private SecretFolders folders;

  @BeforeEach
  void open() {
    folders = SecretFolders.of(installation, Map.of(), home);
  }

  @AfterEach
  void remove() throws IOException {
    SecretFolders.of(installation, Map.of(), home).sweep(Set.of());
    Files.deleteIfExists(folders.root());
  }

  @Test
  void theyAreInMemory() throws IOException {
    Path folder = folders.write("one", VALUES, MAPPED);
    assertThat(Files.getFileStore(folder).type()).isIn("tmpfs", "ramfs");
    assertThat(folder.resolve("TOKEN")).hasContent("one");
  }

  @Test
  void nobodyElseEntersTheFolderOfTheInstallation() throws IOException {
    Path folder = folders.write("one", VALUES, MAPPED);
    assertThat(permissions(folders.root())).isEqualTo("rwx------");
    assertThat(permissions(folder)).isEqualTo("r-xr-xr-x");
    assertThat(permissions(folder.resolve("TOKEN"))).isEqualTo("r--r--r--");
  }

  @Test
  void rootGivesThemToTheReader() throws IOException {
    int me = SecretMemory.user(home);
    Path folder = folders.write("one", VALUES, new Reader(4242, 4343, true));
    boolean root = me == 0;
    assertThat(Files.getAttribute(folder.resolve("TOKEN"), "unix:uid")).isEqualTo(root ? 4242 : me);
    assertThat(permissions(folder)).isEqualTo(root ? "r-x------" : "r-xr-xr-x");
    assertThat(permissions(folder.resolve("TOKEN"))).isEqualTo(root ? "r--------" : "r--r--r--");
  }

  @Test
  void theyEndWithTheirInstance() {
    folders.write("one", VALUES, MAPPED);
    folders.write("two", VALUES, MAPPED);
    folders.remove("one");
    folders.remove("one");
    assertThat(folders.root()).isDirectoryContaining(path -> path.endsWith("two"));
    assertThat(folders.root()).isDirectoryNotContaining(path -> path.endsWith("one"));
  }

  @Test
  void theNextHubRemovesWhatNobodyKeeps() {
    folders.write("kept", VALUES, MAPPED);
    folders.write("left", VALUES, MAPPED);
    SecretFolders next = SecretFolders.of(installation, Map.of(), home);
    next.write("own", VALUES, MAPPED);
    next.sweep(Set.of("kept"));
    assertThat(next.root()).isDirectoryNotContaining(path -> path.endsWith("left"));
    assertThat(next.holds("kept", VALUES)).isTrue();
    assertThat(next.holds("own", VALUES)).isTrue();
  }

  @Test
  void theyAreComparedWhole() {
    folders.write("one", VALUES, MAPPED);
    assertThat(folders.holds("one", VALUES)).isTrue();
    assertThat(folders.holds("one", Map.of("TOKEN", value("two")))).isFalse();
    assertThat(folders.holds("one", Map.of("OTHER", value("one")))).isFalse();
    assertThat(folders.holds("one", Map.of("TOKEN", value("one"), "B", value("b")))).isFalse();
    assertThat(folders.holds("none", VALUES)).isFalse();
    assertThat(folders.holds("none", Map.of())).isTrue();
  }

  @Test
  void aFolderThatSomebodyElseOpenedIsNotUsed() throws IOException {
    Files.createDirectory(folders.root());
    Files.setPosixFilePermissions(folders.root(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> folders.write("one", VALUES, MAPPED))
        .isInstanceOf(SecretException.class)
        .hasMessageContaining("not a folder of this user's alone");
    assertThat(folders.root()).isEmptyDirectory();
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws IOException {
    Files.createSymbolicLink(folders.root(), home);
    assertThatThrownBy(() -> folders.write("one", VALUES, MAPPED))
        .isInstanceOf(SecretException.class);
    assertThat(home.resolve("one")).doesNotExist();
  }

  @Test
  void anInstanceHasAPlainName() {
    for (String name : new String[] {"../x", "a/b", "..", "/etc"}) {
      assertThatThrownBy(() -> folders.write(name, VALUES, MAPPED))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theOperatorChoosesThePlaceWhenItIsInMemory() {
    Map<String, String> chosen = Map.of("MCP_CENTRAL_SECRETS", "/dev/shm");
    assertThat(SecretFolders.of(installation, chosen, home).root().getParent())
        .isEqualTo(Path.of("/dev/shm"));
    Map<String, String> onDisk = Map.of("MCP_CENTRAL_SECRETS", home.toString());
    assertThat(SecretFolders.of(installation, onDisk, home).root()).isEqualTo(folders.root());
  }

  private static SecretValue value(String text) {
    return new SecretValue(text.getBytes(UTF_8));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
