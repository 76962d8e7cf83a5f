package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.call.ServerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Opens views of one engine, their sockets in a folder of the hub's state. */
final class EngineViews {
  private final EngineReader engine;
  private final Path folder;
  private final ServerLogs logs;

  EngineViews(DockerApi api, Path home, ServerLogs logs) {
    this.engine = new EngineReader(api.address(), api.pathPrefix());
    this.folder = home.resolve("views");
    this.logs = logs;
  }

  /** A view for one server; whoever opens it closes it. */
  EngineView open(ServerName server) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path socket = folder.resolve(server + ".sock");
      return new EngineView(
          socket, engine, line -> logs.append(server, "[mcp-central] engine view: " + line));
    } catch (IOException e) {
      throw new EngineException(
          "server '%s' cannot be given its view of the engine in %s: %s"
              .formatted(server, folder, e.getMessage()),
          e);
    }
  }
}
