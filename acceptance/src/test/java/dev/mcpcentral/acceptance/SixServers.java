package dev.mcpcentral.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One hub with six published third-party servers in containers, shared by all test classes. */
final class SixServers implements SharedHubs.Shared {
  static final List<String> NAMES =
      List.of("memory", "filesystem", "thinking", "everything", "time", "calculator");
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(6);
  private static final int WORKSPACE_OWNER = 4321;
  private static final String SERVERS =
      """
        memory:
          source: npm:@modelcontextprotocol/server-memory@2026.8.31
          volumes: [{name: memory, target: /data}]
          env: {MEMORY_FILE_PATH: /data/memory.jsonl}
        filesystem:
          source: npm:@modelcontextprotocol/server-filesystem@2026.8.31
          risk: medium
          args: [/workspace]
          mounts: [{source: ./workspace, target: /workspace, mode: rw}]
        thinking:
          source: npm:@modelcontextprotocol/server-sequential-thinking@2026.8.31
        everything:
          source: npm:@modelcontextprotocol/server-everything@2026.8.31
        time:
          source: pypi:mcp-server-time@2026.10.19
          args: [--local-timezone, UTC]
        calculator:
          source: pypi:mcp-server-calculator@0.2.1
      """;

  private final HubProcess hub;

  SixServers() {
    try {
      Path directory = Files.createTempDirectory("acceptance-six");
      ownedFolder(directory.resolve("workspace"));
      hub = new HubProcess(directory, Map.of(), SERVERS).start();
      hub.orClosed(() -> awaitServers(hub, NAMES, BUILD_LIMIT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a folder that is not root's: servers never run as root, not even for root's folders. */
  static void ownedFolder(Path folder) throws IOException {
    Files.createDirectory(folder);
    if (Files.getAttribute(folder, "unix:uid").equals(0)) {
      Files.setAttribute(folder, "unix:uid", WORKSPACE_OWNER);
      Files.setAttribute(folder, "unix:gid", WORKSPACE_OWNER);
    }
  }

  HubProcess hub() {
    return hub;
  }

  Path workspace() {
    return hub.directory().resolve("workspace");
  }

  /** Waits until {@code tools/list} has at least one tool of each server. */
  static void awaitServers(HubProcess hub, List<String> names, Duration limit) {
    Await.until(
        limit,
        () -> "tools of " + names + "; the hub's output:\n" + hub.output(),
        () -> {
          List<String> tools = Catalog.of(hub.mcp()).names();
          return names.stream()
              .allMatch(name -> tools.stream().anyMatch(tool -> tool.startsWith(name + "__")));
        });
  }

  @Override
  public void close() {
    hub.close();
  }
}
