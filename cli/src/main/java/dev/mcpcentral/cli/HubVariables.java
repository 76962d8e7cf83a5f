package dev.mcpcentral.cli;

import dev.mcpcentral.hub.identity.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The variables with which compose files and services set up a hub. Each is honoured, or refused
 * with a reason before anything starts: none is silently without effect.
 */
final class HubVariables {
  /** Under this name the token of {@code MCP_HUB_TOKEN_FILE} is recorded and listed. */
  static final String TOKEN_NAME = "compose";

  private static final Map<String, Level> LEVELS =
      Map.of(
          "debug", Level.FINE,
          "info", Level.INFO,
          "warn", Level.WARNING,
          "warning", Level.WARNING,
          "error", Level.SEVERE);

  /** Held here because the JDK forgets the level of a logger that nobody holds. */
  private static final Logger OURS = Logger.getLogger("dev.mcpcentral");

  private final Surroundings here;

  HubVariables(Surroundings here) {
    this.here = here;
  }

  /**
   * Refuses what cannot be had.
   *
   * @return for people: what is accepted and does nothing yet
   */
  List<String> check() {
    refuse(
        "MCP_MODE",
        value -> value.equals("centralized"),
        "is 'centralized': this hub has no other mode");
    flag("DOCKER_MCP_ENABLED");
    flag("READ_ONLY_MODE");
    flag("A2A_ENABLED");
    refuse(
        "GOVERNANCE_ENABLED",
        value -> value.equals("true"),
        "is 'true' or absent: deciding and recording every call cannot be switched off");
    refuse(
        "GOVERNANCE_LOG_LEVEL",
        List.of("debug", "info")::contains,
        "is 'info' or 'debug', which are the same here: every call is recorded, and nothing less can be had");
    refuse("LOG_LEVEL", value -> level(value).isPresent(), "is one of debug, info, warn and error");
    refuse(
        ReapCommand.PATIENCE, value -> ReapCommand.patience(value).isPresent(), "is 1s to 3600s");
    refuse(
        "MCP_CENTRAL_ENGINE_LAUNCHER",
        value -> value.startsWith("unix:///"),
        "is the address of a launcher's Unix socket, for example unix:///run/mcp-central/launcher.sock");
    refuse("WORKSPACE_ROOT", value -> Path.of(value).isAbsolute(), "is an absolute path");
    return here.variable("A2A_ENABLED").filter("true"::equals).isPresent()
        ? List.of("A2A_ENABLED is true, but this version has no A2A yet: port 3011 stays closed")
        : List.of();
  }

  private void flag(String name) {
    refuse(name, List.of("true", "false")::contains, "is 'true' or 'false'");
  }

  private void refuse(String name, Predicate<String> accepted, String otherwise) {
    here.variable(name)
        .filter(accepted.negate())
        .ifPresent(_ -> {
          throw CommandFailure.failed(
              "variable", "the environment variable " + name + " " + otherwise);
        });
  }

  private static Optional<Level> level(String word) {
    return Optional.ofNullable(LEVELS.get(word.toLowerCase(Locale.ROOT)));
  }

  /** {@code LOG_LEVEL} of what the hub itself logs. */
  void setLogLevel() {
    Optional<Level> level = here.variable("LOG_LEVEL").flatMap(HubVariables::level);
    if (level.isEmpty()) {
      return;
    }
    OURS.setLevel(level.get());
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setLevel(Level.ALL);
    }
  }

  /** {@code MCP_HUB_TOKEN_FILE}: a secret with the token with which clients come. */
  void acceptToken(Path home) {
    here.variable("MCP_HUB_TOKEN_FILE")
        .map(here::resolve)
        .ifPresent(file -> {
          try {
            new Tokens(home, InstantSource.system())
                .accept(TOKEN_NAME, Files.readString(file).strip());
          } catch (IOException | IllegalArgumentException e) {
            throw CommandFailure.failed(
                "token", "the token in " + file + " cannot be used: " + e.getMessage());
          }
        });
  }
}
