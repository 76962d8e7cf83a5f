package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.store.DurableFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which servers the operator has stopped; kept in a file, so that a restart of the hub does not
 * start them.
 */
public final class StoppedServers {
  private final Path file;
  private final Set<ServerName> names = new TreeSet<>();

  public StoppedServers(Path file) {
    this.file = file;
    DurableFile.read(file)
        .ifPresent(content ->
            new String(content, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> names.add(new ServerName(line.strip()))));
  }

  synchronized boolean contains(ServerName name) {
    return names.contains(name);
  }

  synchronized void add(ServerName name) {
    if (names.add(name)) {
      write();
    }
  }

  synchronized void remove(ServerName name) {
    if (names.remove(name)) {
      write();
    }
  }

  private void write() {
    String lines = names.stream().map(name -> name + "\n").collect(Collectors.joining());
    DurableFile.replace(file, lines.getBytes(StandardCharsets.UTF_8));
  }
}
