package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.identity.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubVariablesTest {
  @TempDir Path directory;

  private HubVariables with(String name, String value) {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    return new HubVariables(
        new Surroundings(
            Map.of(name, value),
            directory,
            directory,
            new ByteArrayInputStream(new byte[0]),
            nowhere,
            nowhere,
            () -> false));
  }

  @ParameterizedTest
  @CsvSource({
    "MCP_MODE, distributed",
    "DOCKER_MCP_ENABLED, yes",
    "A2A_ENABLED, TRUE",
    "GOVERNANCE_ENABLED, false",
    "GOVERNANCE_LOG_LEVEL, error",
    "LOG_LEVEL, loud",
    "WORKSPACE_ROOT, ./work",
    "READ_ONLY_MODE, 1",
    "MCP_CENTRAL_REAP_AFTER, 60",
    "MCP_CENTRAL_REAP_AFTER, 0s",
    "MCP_CENTRAL_REAP_AFTER, 3601s"
  })
  void whatCannotBeHadIsRefusedByName(String name, String value) {
    assertThatThrownBy(() -> with(name, value).check())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({
    "MCP_MODE, centralized",
    "DOCKER_MCP_ENABLED, false",
    "A2A_ENABLED, false",
    "GOVERNANCE_ENABLED, true",
    "GOVERNANCE_LOG_LEVEL, info",
    "LOG_LEVEL, INFO",
    "WORKSPACE_ROOT, /work",
    "READ_ONLY_MODE, true",
    "MCP_CENTRAL_REAP_AFTER, 3600s",
    "MCP_MODE, ''"
  })
  void whatThePlanSetsIsAccepted(String name, String value) {
    assertThat(with(name, value).check()).isEmpty();
  }

  @Test
  void whatIsNotThereYetIsSaid() {
    assertThat(with("A2A_ENABLED", "true").check())
        .singleElement()
        .asString()
        .contains("no A2A yet");
  }

  @Test
  void upRefusesBeforeAnythingStarts() {
    Shell shell = new Shell(directory).with("GOVERNANCE_ENABLED", "false");
    Shell.Finished finished = shell.run("up");
    assertThat(finished.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(finished.err()).contains("GOVERNANCE_ENABLED", "cannot be switched off");
    assertThat(shell.home()).doesNotExist();
  }

  @Test
  void theTokenOfAFileIsAcceptedOnce() throws IOException {
    Path home = directory.resolve("home");
    Path file = Files.writeString(directory.resolve("token"), Tokens.generate() + "\n");
    HubVariables variables = with("MCP_HUB_TOKEN_FILE", file.toString());
    variables.acceptToken(home);
    variables.acceptToken(home);
    assertThat(new Tokens(home, InstantSource.system()).list())
        .extracting(Tokens.Listed::name)
        .containsExactly(HubVariables.TOKEN_NAME);
  }

  @Test
  void aTokenThatSomebodyTypedIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "mcpc_secret");
    assertThatThrownBy(
            () -> with("MCP_HUB_TOKEN_FILE", file.toString()).acceptToken(directory.resolve("h")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageNotContaining("mcpc_secret");
  }
}
