package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UntarTest {
  @TempDir Path folder;

  @Test
  void filesAreWrittenWithoutTheFirstElementOfTheirNames() throws IOException {
    Untar.into(folder, tar("package/bin/x", TarConstants.LF_NORMAL, ""));
    assertThat(folder.resolve("bin/x")).hasContent("content");
  }

  @Test
  void nameThatLeadsOutsideIsRefused() {
    assertThatThrownBy(
            () -> Untar.into(folder, tar("package/../../evil", TarConstants.LF_NORMAL, "")))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("outside");
  }

  @Test
  void linksAreNotMade() throws IOException {
    Untar.into(folder, tar("package/link", TarConstants.LF_SYMLINK, "/etc"));
    Untar.into(folder, tar("package/hard", TarConstants.LF_LINK, "/etc/passwd"));
    assertThat(folder).isEmptyDirectory();
  }

  private static InputStream tar(String name, byte type, String link) throws IOException {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    var bytes = new ByteArrayOutputStream();
    try (var tar = LayerTar.archive(bytes)) {
      var entry = new TarArchiveEntry(name, type);
      entry.setLinkName(link);
      entry.setSize(link.isEmpty() ? content.length : 0);
      tar.putArchiveEntry(entry);
      if (link.isEmpty()) {
        tar.write(content);
      }
      tar.closeArchiveEntry();
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
