package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.mcpcentral.hub.engine.DockerConnection.Head;
import java.io.Closeable;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Waits for a container to end, on a connection of its own, and says how it ended. */
final class ExitWatch implements Closeable {
  /** When the engine could not tell. */
  static final int UNKNOWN = -1;

  private static final Pattern STATUS = Pattern.compile("\"StatusCode\":\\s*(-?\\d{1,10})");

  private final DockerApi api;
  private final String containerId;
  private final long memoryBytes;
  private volatile @Nullable DockerConnection waiting;
  private volatile boolean closed;

  /** {@code memoryBytes} is the container's limit, or 0 when somebody else has set it. */
  ExitWatch(DockerApi api, String containerId, long memoryBytes) {
    this.api = api;
    this.containerId = containerId;
    this.memoryBytes = memoryBytes;
  }

  /** Blocks for as long as the container runs, or until the engine goes away. */
  Instance.Exit await() {
    try {
      return exit(code());
    } catch (IOException e) {
      return new Instance.Exit(UNKNOWN, "the Docker engine went away: " + e.getMessage());
    }
  }

  private int code() throws IOException {
    try (DockerConnection connection = DockerConnection.open(api.address(), DockerEngine.TIMEOUT)) {
      waiting = connection;
      if (closed) {
        throw new IOException("nobody waits any more");
      }
      Head head =
          connection.request(
              "POST %s/containers/%s/wait?condition=not-running HTTP/1.0\r\nHost: docker\r\n\r\n"
                  .formatted(api.pathPrefix(), containerId));
      Matcher status = STATUS.matcher(connection.body());
      if (head.status() != 200 || !status.find()) {
        throw new IOException("it stopped waiting, status " + head.status());
      }
      return Integer.parseInt(status.group(1));
    }
  }

  /** Nobody needs to know any more: {@link #await} returns. */
  @Override
  public void close() throws IOException {
    closed = true;
    DockerConnection open = waiting;
    if (open != null) {
      open.close();
    }
  }

  private Instance.Exit exit(int code) {
    return new Instance.Exit(code, detail(code, outOfMemory()));
  }

  private boolean outOfMemory() {
    try {
      ContainerState state =
          api.call(
              "inspect container " + containerId,
              docker -> docker.inspectContainerCmd(containerId).exec().getState());
      return Boolean.TRUE.equals(state.getOOMKilled());
    } catch (EngineException _) {
      // Whoever stopped the server has removed it already.
      return false;
    }
  }

  private String detail(int code, boolean outOfMemory) {
    if (outOfMemory && memoryBytes == 0) {
      return "killed, out of memory";
    }
    if (outOfMemory) {
      return "killed, out of memory: its limit is %d MiB (limits.memory)"
          .formatted(memoryBytes >> 20);
    }
    return ExitDetail.of(code);
  }
}
