package dev.mcpcentral.hub.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceChecksTest {
  @TempDir Path folder;

  @Test
  void basesWithoutDigestAreNamed() throws IOException {
    Path dockerfile =
        Files.writeString(
            folder.resolve("Dockerfile"),
            """
            FROM --platform=linux/amd64 node:24 AS build
            RUN true
            from build as test
            FROM scratch
            FROM alpine@sha256:abc
            FROM debian:12
            """);
    assertThat(SourceChecks.unpinnedBases(dockerfile)).containsExactly("node:24", "debian:12");
  }

  @Test
  void folderWithoutDockerfileHasNoBases() {
    assertThat(SourceChecks.unpinnedBases(folder.resolve("Dockerfile"))).isEmpty();
  }
}
