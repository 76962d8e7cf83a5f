package dev.mcpcentral.hub.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code WORKSPACE_ROOT}: relative mounts start there, everything else at the file. */
class WorkspaceRootTest {
  private static final String SERVER =
      "servers:\n  one:\n    source: dir:./project\n    mounts: [{source: ./in, target: /in}]\n";

  @TempDir Path folder;

  @Test
  void relativeMountsStartAtTheWorkspace() throws IOException {
    Path workspace = Files.createDirectories(folder.resolve("work/in")).resolveSibling("");
    Path file = Files.writeString(folder.resolve("mcp-central.yaml"), SERVER);
    ConfigurationFile configuration = new ConfigurationFile(file, Optional.of(workspace), Set.of());
    ServerSpec one =
        Objects.requireNonNull(configuration.read().servers().get(new ServerName("one")));
    assertThat(one.mounts().getFirst().source()).isEqualTo(workspace.toRealPath().resolve("in"));
    assertThat(one.source().text()).isEqualTo("dir:" + folder.toRealPath().resolve("project"));
    configuration.removeServer(new ServerName("one"));
    configuration.addServer(one);
    assertThat(Files.readString(file)).contains("source: ./in", "source: dir:./project");
  }
}
