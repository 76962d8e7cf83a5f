package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SubprocessTest {
  @TempDir Path folder;

  @Test
  void argumentsReachTheProgramWithoutAShell() {
    String printed = program("printf").run("printing", List.of("%s|", "$(id)", "a b", "*"));
    assertThat(printed).isEqualTo("$(id)|a b|*|");
  }

  @Test
  void environmentHoldsOnlyWhatToolsNeed() {
    assertThat(program("env").with("GOFLAGS", "").run("listing", List.of()).lines())
        .allMatch(line ->
            line.matches(
                "(?i)(PATH|HOME|USER|LANG|LC_.*|TMPDIR|.*_PROXY|npm_config_.*|PIP_.*|UV_.*"
                    + "|SSL_CERT_.*|NODE_EXTRA_CA_CERTS|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|GO.*"
                    + "|NETRC|XDG_.*)=.*"));
  }

  @Test
  void failureTellsStepStatusAndLastLines() {
    assertThatThrownBy(() -> program("ls").run("looking", List.of("--", "/nowhere")))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("looking failed: ls ended with status 2")
        .hasMessageContaining("/nowhere");
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void interruptEndsTheProgram() throws Exception {
    var failure = new CompletableFuture<Throwable>();
    Thread runner =
        Thread.startVirtualThread(() -> {
          try {
            program("sleep").run("sleeping", List.of("600"));
          } catch (ImageException e) {
            failure.complete(e);
          }
        });
    runner.interrupt();
    assertThat(failure.get()).hasMessageContaining("interrupted");
  }

  private Subprocess program(String name) {
    return new Subprocess(HostTools.need(name, "part of every system"), folder);
  }
}
