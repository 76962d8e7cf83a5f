package dev.mcpcentral.cli.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service starts.
 *
 * @param launcher the command {@code mcp-central}
 * @param configuration the configuration file
 * @param home the state folder ({@code $MCP_CENTRAL_HOME})
 * @param engine whether to wait for a Docker engine at each start, because one is used now
 */
public record Installation(Path launcher, Path configuration, Path home, boolean engine) {
  /** The command line, word by word. */
  List<String> command() {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(launcher.toString(), "up", "--config", configuration.toString()));
    if (engine) {
      command.add("--await-engine");
    }
    return command;
  }
}
