package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands by which an operator decides about servers. */
class GovernanceCommandsTest {
  @TempDir Path directory;
  private MemoryHub hub;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    hub = new MemoryHub(directory);
    shell = new Shell(directory);
  }

  @AfterEach
  void stop() throws IOException {
    hub.close();
  }

  private Shell.Finished ends(int exit, String... args) {
    Shell.Finished finished = shell.run(args);
    assertThat(finished.exit()).as("%s", finished).isEqualTo(exit);
    return finished;
  }

  @Test
  void explainTellsTheLevelItsReasonsAndWhatFollows() {
    assertThat(ends(ExitCode.OK, "explain", "memory").out())
        .isEqualTo(
            """
            memory: high risk (declared: low), npm:memory@1.0.0
              at least medium: its mount /work is writable
              at least medium: its environment names a secret
              at least high: its tools run commands (grants: shell)
              enabled     no: mcp-central enable memory
              reviewed    yes
              isolation   none that is enough
              network     none
              egress      none
              grants      shell
              mounts      /srv/work at /work (rw)
              volumes     notes at /data
              env         API_TOKEN
              limits      256 MiB memory, 0.5 cpus, 64 processes, 256 open files, 16 MiB scratch
              instances   a fresh one for each session
              scan gate   findings of level high and above are refused
              planned     approval: every call; rate: 1 call a second for each principal, 2 at once
              waiver      runtime, expired after 2026-11-21: no gVisor here

            it needs a runtime
            1. install one
            """);
  }

  @Test
  void explainAsJsonHasNoValues() {
    assertThat(ends(ExitCode.OK, "explain", "memory", "--json").out())
        .startsWith("{\"name\":\"memory\"")
        .contains("\"effective\":\"high\"", "\"env\":[\"API_TOKEN\"]")
        .doesNotContain("not-for-showing");
  }

  @Test
  void egressTellsWhatWasAskedForAndAcceptsTheProposal() {
    assertThat(ends(ExitCode.OK, "egress", "memory").out())
        .isEqualTo(
            """
            memory: every public address, while its egress is learned
              since the hub started: 2 connections, 1 refused, 30 bytes up, 40 bytes down
              gap: names are not resolved

            ASKED FOR         PORT            CONNECTIONS  REFUSED  UP  DOWN
            api.example.com   443             2            0        30  40
            db.corp.example   5432            0            1        0   0
            only.example.com  only looked up  0            0        0   0

            Proposed: egress: [api.example.com:443]
            Read it before: mcp-central egress memory --accept
            """);
    assertThat(ends(ExitCode.OK, "egress", "memory", "--json").out())
        .contains("\"learning\":true", "\"proposed\":[\"api.example.com:443\"]");
    assertThat(ends(ExitCode.OK, "egress", "memory", "--accept").out())
        .startsWith("memory: api.example.com:443\n")
        .doesNotContain("Proposed");
    assertThat(hub.governance.decided).isEqualTo("egress memory [api.example.com:443]");
  }

  @Test
  void enableMayWaiveTheRuntimeForAWhile() {
    assertThat(ends(ExitCode.OK, "enable", "memory").out()).startsWith("memory is ready, low risk");
    assertThat(hub.governance.decided).isEqualTo("enable memory");
    assertThat(ends(ExitCode.FAILED, "enable", "broken").err())
        .contains("it needs an isolating runtime");
    ends(ExitCode.OK, "enable", "broken", "--waive-runtime", "a lab", "--for", "14d");
    assertThat(hub.governance.decided).isEqualTo("enable broken a lab, 14");
    ends(ExitCode.OK, "enable", "broken", "--waive-runtime", "a lab", "--json");
    assertThat(hub.governance.decided).isEqualTo("enable broken a lab, 30");
  }

  @Test
  void oddDurationsAreRefused() {
    for (String days : new String[] {"0", "x", "-1d", "2w", "1000d"}) {
      ends(ExitCode.USAGE, "enable", "memory", "--waive-runtime", "a lab", "--for=" + days);
    }
    ends(ExitCode.USAGE, "enable", "memory", "--for", "3d");
    ends(ExitCode.FAILED, "enable", "memory", "--waive-runtime", "a lab", "--for", "900d");
    assertThat(hub.governance.decided).isEmpty();
  }

  @Test
  void disableKeepsAServerFromBeingCalled() {
    ends(ExitCode.OK, "disable", "memory");
    assertThat(hub.governance.decided).isEqualTo("disable memory");
  }

  @Test
  void reviewShowsWhatItMayReachAndAsks() {
    shell.onTerminal();
    assertThat(shell.typing("n\n").run("review", "memory").out())
        .contains("/srv/work at /work (rw)");
    assertThat(hub.governance.decided).isEmpty();
    assertThat(shell.typing("yes\n").run("review", "memory").exit()).isEqualTo(ExitCode.OK);
    assertThat(hub.governance.decided).isEqualTo("review memory");
  }

  @Test
  void reviewWithoutATerminalNeedsAYes() {
    assertThat(ends(ExitCode.USAGE, "review", "memory", "--json").out()).contains("add --yes");
    assertThat(hub.governance.decided).isEmpty();
    ends(ExitCode.OK, "review", "memory", "--risk", "low", "--yes", "--json");
    assertThat(hub.governance.decided).isEqualTo("review memory LOW");
    ends(ExitCode.FAILED, "review", "memory", "--risk", "none", "--yes");
  }
}
