package dev.mcpcentral.hub.admin;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command finds the hub of a home folder: {@code $MCP_CENTRAL_HOME/hub.json}, written when
 * the admin listener is up and deleted on an orderly stop. After a crash it is stale, so whoever
 * reads it asks whether that process is alive.
 *
 * @param admin where the admin listener is, for example {@code http://127.0.0.1:3013}
 */
public record RunningHub(long pid, URI admin, Path config) {
  private static final String FILE = "hub.json";
  private static final JsonMapper JSON = JsonMapper.shared();

  public void write(Path home) throws IOException {
    String json =
        JSON.createObjectNode()
            .put("pid", pid)
            .put("admin", admin.toString())
            .put("config", config.toString())
            .toString();
    Path draft = home.resolve(FILE + ".draft");
    Files.writeString(draft, json + "\n", StandardCharsets.UTF_8);
    Files.move(draft, home.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes what {@link #write} wrote. */
  public static void delete(Path home) throws IOException {
    Files.deleteIfExists(home.resolve(FILE));
  }

  /** Empty when there is no such file, it cannot be understood, or its process has ended. */
  public static Optional<RunningHub> find(Path home) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(home.resolve(FILE)));
      RunningHub hub =
          new RunningHub(
              json.path("pid").asLong(),
              URI.create(json.path("admin").asString()),
              Path.of(json.path("config").asString()));
      return Optional.of(hub).filter(RunningHub::alive);
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean alive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
