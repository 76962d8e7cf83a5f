package dev.mcpcentral.hub.admin;

import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where a command finds the hub of a home folder: {@code $MCP_CENTRAL_HOME/hub.json}, written when
 * the admin listener is up and deleted on an orderly stop. After a crash it is stale, so whoever
 * reads it compares it with the process that holds the folder.
 *
 * @param admin where the admin listener is, for example {@code http://127.0.0.1:3013}
 */
public record RunningHub(long pid, URI admin, Path config) {
  private static final String FILE = "hub.json";

  public void write(Path home) throws IOException {
    Slice json =
        new JsonBuffer(256)
            .raw("{\"pid\":")
            .number(pid)
            .raw(",\"admin\":")
            .string(admin.toString())
            .raw(",\"config\":")
            .string(config.toString())
            .raw("}\n")
            .slice();
    Path draft = home.resolve(FILE + ".draft");
    Files.write(draft, json.copy());
    Files.move(draft, home.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes what {@link #write} wrote. */
  public static void delete(Path home) throws IOException {
    Files.deleteIfExists(home.resolve(FILE));
  }

  /** Empty when there is no such file, or it cannot be understood. */
  public static Optional<RunningHub> find(Path home) {
    try {
      Members json = Members.ofObject(Slice.of(Files.readAllBytes(home.resolve(FILE))));
      return Optional.of(
          new RunningHub(
              Long.parseLong(String.valueOf(json.json("pid"))),
              URI.create(String.valueOf(json.string("admin"))),
              Path.of(String.valueOf(json.string("config")))));
    } catch (IOException | MalformedJsonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
