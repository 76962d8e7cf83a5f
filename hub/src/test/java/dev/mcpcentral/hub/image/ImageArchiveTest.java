package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ImageArchiveTest {
  @TempDir Path folder;

  @Test
  void sameImageIsTheSameBytes() throws IOException {
    image().write(folder.resolve("one.tar"), 0);
    image().write(folder.resolve("two.tar"), 0);
    assertThat(folder.resolve("two.tar")).hasSameBinaryContentAs(folder.resolve("one.tar"));
  }

  @Test
  void manifestNamesEveryLayerAndTheConfiguration() throws IOException {
    Map<String, byte[]> files = written(0);
    JsonNode manifest = Json.MAPPER.readTree(files.get("manifest.json")).path(0);
    JsonNode config = Json.MAPPER.readTree(files.get(manifest.path("Config").asString()));

    assertThat(manifest.path("Layers").valueStream().map(JsonNode::asString))
        .containsExactly("aa.tar", "bb.tar")
        .allSatisfy(name -> assertThat(files).containsKey(name));
    assertThat(config.path("config").path("User").asString()).isEqualTo("1001:1001");
    assertThat(config.path("config").path("Cmd").toString()).isEqualTo("[\"node\",\"/app/x.js\"]");
    assertThat(config.path("config").has("Entrypoint")).isFalse();
    assertThat(config.path("rootfs").path("diff_ids").toString())
        .isEqualTo("[\"sha256:aa\",\"sha256:bb\"]");
  }

  @Test
  void layersThatTheEngineHasAreNamedWithoutTheirBytes() throws IOException {
    Map<String, byte[]> files = written(1);
    assertThat(files).containsKey("bb.tar").doesNotContainKey("aa.tar");
    assertThat(new String(files.get("manifest.json"), java.nio.charset.StandardCharsets.UTF_8))
        .contains("aa.tar");
  }

  private ImageArchive image() throws IOException {
    return new ImageArchive(
        "mcp-central/npm/x:1",
        "amd64",
        "1001:1001",
        "/app",
        List.of("PATH=/usr/bin"),
        List.of("node", "/app/x.js"),
        Map.of("mcp-central.source", "npm:x@1"),
        Health.setting(List.of("node", "-e", "0")),
        List.of(layer("aa"), layer("bb")));
  }

  private Base.Layer layer(String id) throws IOException {
    Path file = folder.resolve(id);
    return new Base.Layer("sha256:" + id, Files.writeString(file, "layer " + id).toString());
  }

  private Map<String, byte[]> written(int present) throws IOException {
    Path file = folder.resolve("image.tar");
    image().write(file, present);
    Map<String, byte[]> files = new TreeMap<>();
    try (var in = Files.newInputStream(file);
        var tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        files.put(entry.getName(), tar.readAllBytes());
      }
    }
    return files;
  }
}
