package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.call.ServerName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What servers write to standard error, and what they print on standard output that is no message.
 * One bounded log for each server: {@code <folder>/<server>.log} and {@code .log.1}, 1 MiB each.
 * Lines are cut at 8 KiB, control characters are written as escapes, and a server that writes more
 * than 64 KiB/s for long loses lines, which are counted in the log. Thread-safe.
 */
public final class ServerLogs implements AutoCloseable {
  private final Path folder;
  private final InstantSource clock;
  private final Map<ServerName, ServerLog> logs = new ConcurrentHashMap<>();

  /** Creates the folder, readable by its owner only, if it is missing. */
  public ServerLogs(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the folder for servers' logs, " + folder, e);
    }
  }

  /** Adds a line; never waits for more than one write to the file, and never fails. */
  public void append(ServerName server, String line) {
    log(server).append(line);
  }

  /** The newest {@code count} lines, oldest first, each beginning with the time it came. */
  public List<String> tail(ServerName server, int count) {
    return log(server).tail(Math.max(0, count));
  }

  /** Begins with the newest {@code count} lines, and goes on with what comes. */
  public LogFollower follow(ServerName server, int count) {
    return log(server).follow(Math.max(0, count));
  }

  @Override
  public void close() {
    logs.values().forEach(ServerLog::close);
  }

  private ServerLog log(ServerName server) {
    return logs.computeIfAbsent(
        server, name -> new ServerLog(folder.resolve(name + ".log"), clock));
  }
}
