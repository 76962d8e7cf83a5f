package dev.mcpcentral.hub.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.spec.ConfigurationFile;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptImagesTest {
  @TempDir Path folder;

  @Test
  void pinnedVersionsAndReferencesToTheRegistryAreKept() {
    String digest = "@sha256:" + "ab".repeat(32);
    var file = new ConfigurationFile(folder.resolve("mcp-central.yaml"), Set.of());
    assertThat(
            KeptImages.of(
                file.parse(
                    """
                    registry: {address: "localhost:5001"}
                    servers:
                      github: {source: "npm:@x/github@1.2.3"}
                      local: {source: "pypi:local@1!2.0"}
                      newest: {source: "npm:newest"}
                      mine: {source: "image:localhost:5001/idp/mine:7"}
                      plain: {source: "image:localhost:5001/idp/plain"}
                      fixed: {source: "image:localhost:5001/idp/fixed:7DIGEST"}
                      other: {source: "image:registry.example.com/idp/other:7"}
                    """
                        .replace("DIGEST", digest))))
        .containsExactlyInAnyOrder(
            "idp/github:1.2.3",
            "idp/github-mcp:1.2.3",
            "idp/local:1_2.0",
            "idp/local-mcp:1_2.0",
            "idp/mine:7",
            "idp/plain:latest",
            "idp/fixed" + digest);
  }
}
