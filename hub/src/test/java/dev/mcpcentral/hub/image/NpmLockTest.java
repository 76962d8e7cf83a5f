package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpmLockTest {
  @TempDir Path folder;

  @Test
  void packagesFromRegistriesAreAccepted() throws IOException {
    NpmLock lock =
        lock(
            """
            "node_modules/a": {"version": "1.0.0"},
            "node_modules/b": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/b/-/b-1.0.0.tgz"}
            """);
    assertThatCode(lock::refuseForeignSources).doesNotThrowAnyException();
    assertThat(lock.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"resolved\": \"git+ssh://git@github.com/a/b.git#0123\"}",
        "{\"resolved\": \"file:../b\"}",
        "{\"resolved\": \"../b\", \"link\": true}",
      })
  void packagesFromElsewhereAreRefusedByName(String entry) throws IOException {
    NpmLock lock = lock("\"node_modules/b\": " + entry);
    assertThatThrownBy(lock::refuseForeignSources)
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("node_modules/b");
  }

  @Test
  void nativeAddonWithoutPrebuiltBinaryIsToBeBuilt() throws IOException {
    addon("built", "{\"scripts\": {\"install\": \"prebuild-install || node-gyp rebuild\"}}");
    addon("shipped", "{\"scripts\": {\"install\": \"node-gyp-build\"}}");
    Path prebuilds = folder.resolve("node_modules/shipped/prebuilds/linux-x64");
    Files.createDirectories(prebuilds);
    Files.writeString(prebuilds.resolve("node.napi.node"), "");
    addon("banner", "{\"scripts\": {\"postinstall\": \"node thanks.js\"}}");
    NpmLock lock =
        lock(
            """
            "node_modules/built": {"hasInstallScript": true},
            "node_modules/shipped": {"hasInstallScript": true},
            "node_modules/banner": {"hasInstallScript": true}
            """);
    assertThat(new NativeAddons(Target.container("amd64")).unbuilt(lock, folder))
        .containsExactly("node_modules/built");
  }

  private void addon(String name, String manifest) throws IOException {
    Path home = Files.createDirectories(folder.resolve("node_modules").resolve(name));
    Files.writeString(home.resolve("package.json"), manifest);
  }

  private NpmLock lock(String packages) throws IOException {
    Path file = folder.resolve("package-lock.json");
    Files.writeString(file, "{\"packages\": {\"\": {},\n" + packages + "}}");
    return NpmLock.read(file);
  }
}
