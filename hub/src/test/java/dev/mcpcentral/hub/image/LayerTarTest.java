package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTarTest {
  @TempDir Path folder;

  @Test
  void sameFilesGiveTheSameBytesWhateverTheirTimesAndRights() throws IOException {
    Path one = tree("one", "a", "b");
    Path two = tree("two", "b", "a");
    Files.setLastModifiedTime(two.resolve("app/a"), FileTime.fromMillis(1));
    Files.setPosixFilePermissions(
        two.resolve("app/b"), PosixFilePermissions.fromString("rw-------"));

    String first = LayerTar.write(one, folder.resolve("one.tar"));
    String second = LayerTar.write(two, folder.resolve("two.tar"));

    assertThat(second).isEqualTo(first);
    assertThat(folder.resolve("two.tar")).hasSameBinaryContentAs(folder.resolve("one.tar"));
  }

  @Test
  void diffIdIsTheHashOfTheBytes() throws IOException {
    Path file = folder.resolve("layer.tar");
    String diffId = LayerTar.write(tree("root", "a"), file);
    byte[] hash = LayerTar.sha256().digest(Files.readAllBytes(file));
    assertThat(diffId).isEqualTo("sha256:" + HexFormat.of().formatHex(hash));
  }

  @Test
  void otherContentGivesAnotherDiffId() throws IOException {
    Path root = tree("root", "a");
    String before = LayerTar.write(root, folder.resolve("before.tar"));
    Files.writeString(root.resolve("app/a"), "changed");
    assertThat(LayerTar.write(root, folder.resolve("after.tar"))).isNotEqualTo(before);
  }

  @Test
  void entriesBelongToRootAndKeepOnlyWhetherTheyAreExecutable() throws IOException {
    Path root = tree("root", "plain", "program");
    Files.setPosixFilePermissions(
        root.resolve("app/program"), PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(root.resolve("app/link"), Path.of("program"));
    Path file = folder.resolve("layer.tar");
    LayerTar.write(root, file);

    assertThat(entries(file))
        .extracting(
            TarArchiveEntry::getName,
            TarArchiveEntry::getMode,
            TarArchiveEntry::getLongUserId,
            TarArchiveEntry::getLinkName)
        .containsExactly(
            tuple("app/", 0755, 0L, ""),
            tuple("app/link", 0777, 0L, "program"),
            tuple("app/plain", 0644, 0L, ""),
            tuple("app/program", 0755, 0L, ""));
  }

  @Test
  void aLargeFileThatIsThereAgainIsALinkToTheFirst() throws IOException {
    Path app = Files.createDirectories(folder.resolve("root/app"));
    byte[] large = new byte[1 << 20];
    for (String name : List.of("a.so", "b.so")) {
      Files.write(app.resolve(name), large);
    }
    large[0] = 1;
    Files.write(app.resolve("c.so"), large);
    Path file = folder.resolve("layer.tar");
    LayerTar.write(folder.resolve("root"), file);

    assertThat(entries(file))
        .extracting(TarArchiveEntry::getName, TarArchiveEntry::isLink, TarArchiveEntry::getLinkName)
        .containsExactly(
            tuple("app/", false, ""),
            tuple("app/a.so", false, ""),
            tuple("app/b.so", true, "app/a.so"),
            tuple("app/c.so", false, ""));
  }

  @Test
  void namesLongerThanTheOldFormatAreKept() throws IOException {
    String deep = "d".repeat(90) + "/" + "é".repeat(60) + ".js";
    Path root = folder.resolve("deep");
    Files.createDirectories(root.resolve(deep).getParent());
    Files.writeString(root.resolve(deep), "x");
    Path file = folder.resolve("layer.tar");
    LayerTar.write(root, file);
    assertThat(entries(file)).extracting(TarArchiveEntry::getName).contains(deep);
  }

  private Path tree(String name, String... files) throws IOException {
    Path root = folder.resolve(name);
    Path app = Files.createDirectories(root.resolve("app"));
    for (String file : files) {
      Files.writeString(app.resolve(file), "content of " + file);
    }
    return root;
  }

  private static List<TarArchiveEntry> entries(Path file) throws IOException {
    List<TarArchiveEntry> entries = new ArrayList<>();
    try (var in = Files.newInputStream(file);
        var tar = new TarArchiveInputStream(in, "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
