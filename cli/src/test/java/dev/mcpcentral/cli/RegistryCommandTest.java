package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.oci.ImageContent;
import dev.mcpcentral.hub.oci.Push;
import dev.mcpcentral.hub.oci.Registry;
import dev.mcpcentral.hub.spec.RegistryAddress;
import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against the real distribution, without any hub. */
class RegistryCommandTest {
  @TempDir Path directory;
  private RegistryAddress address;
  private Shell shell;

  @BeforeEach
  void declare() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new RegistryAddress("localhost", socket.getLocalPort());
    }
    // No mirror answers, so that the registry runs as a process also where an engine could pull it.
    Files.writeString(
        directory.resolve("mcp-central.yaml"),
        """
        registry: {address: "%s"}
        images: {mirror: localhost:1/none}
        servers:
          kept: {source: "npm:kept@1"}
        """
            .formatted(address));
    shell = new Shell(directory).with("PATH", System.getenv("PATH"));
  }

  @AfterEach
  void down() {
    shell.run("registry", "down");
  }

  @Test
  void upStatusAndDown() {
    assertThat(shell.run("registry", "status").exit()).isEqualTo(ExitCode.FAILED);
    Shell.Finished up = shell.run("registry", "up");
    assertThat(up.exit()).as("%s", up).isZero();
    assertThat(up.out()).startsWith(address + ": process ").contains("deletion on");
    assertThat(shell.run("registry", "up", "--json").out())
        .contains("\"answers\":true", "\"ours\":true", "\"deletes\":true");
    assertThat(shell.run("registry", "status").out()).contains("uses     0.0 MB");
    assertThat(shell.run("registry", "down", "--json").out()).isEqualTo("{\"stopped\":true}\n");
    assertThat(shell.run("registry", "down").out())
        .isEqualTo("No registry that mcp-central started is running.\n");
  }

  @Test
  void imagesAreListedAndOldOnesRemoved() throws IOException {
    shell.run("registry", "up");
    assertThat(shell.run("registry", "list").out())
        .isEqualTo("No images yet: mcp-central dockerize NAME\n");
    push("idp/kept", "1", "2");
    push("idp/other", "1", "2");
    assertThat(shell.run("registry", "list").out())
        .containsSubsequence("REPOSITORY", "idp/kept    1 ", "idp/other   latest");
    assertThat(shell.run("registry", "gc", "--dry-run", "--json").out())
        .contains("\"wouldRemove\":[{\"repository\":\"idp/other\",\"version\":\"1\"");
    assertThat(shell.run("registry", "list", "--json").out()).contains("\"bytes\":");
    Shell.Finished collected = shell.run("registry", "gc");
    assertThat(collected.exit()).as("%s", collected).isZero();
    assertThat(collected.out()).contains("idp/other").doesNotContain("idp/kept").contains("Freed ");
    assertThat(shell.run("registry", "gc").out()).startsWith("Nothing to remove.");
    assertThat(shell.run("registry", "status").out()).contains("process ");
  }

  @Test
  void withoutARegistryListAndGcSayHowToStartOne() {
    for (String command : List.of("list", "gc")) {
      Shell.Finished failed = shell.run("registry", command);
      assertThat(failed.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(failed.err()).contains("No registry answers at " + address, "registry up");
    }
  }

  private void push(String repository, String... versions) throws IOException {
    try (Registry registry = new Registry(address)) {
      var push = new Push(registry, shell.home());
      for (String version : versions) {
        byte[] bytes = (repository + version).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Path layer = Files.write(directory.resolve("layer.tar"), bytes);
        String diffId = "sha256:" + Slice.of(bytes).sha256();
        var content =
            new ImageContent(
                "{\"rootfs\":{\"diff_ids\":[\"" + diffId + "\"]}}",
                List.of(new ImageContent.Layer(diffId, layer)));
        push.push(content, repository, version, _ -> {});
      }
    }
  }
}
