package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import dev.mcpcentral.hub.engine.ContainerDesk.Ran;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One command in a running container. */
final class ContainerExec {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int MAX_OUTPUT = 64 << 10;

  private final DockerApi api;

  ContainerExec(DockerApi api) {
    this.api = api;
  }

  Ran run(String container, List<String> command, Duration limit) {
    Duration bound = limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
    return api.call(
        "run a command in a container", docker -> run(docker, container, command, bound));
  }

  private static Ran run(
      DockerClient docker, String container, List<String> command, Duration limit) {
    String id =
        docker
            .execCreateCmd(container)
            .withCmd(command.toArray(String[]::new))
            .withAttachStdout(true)
            .withAttachStderr(true)
            .withTty(false)
            .withPrivileged(false)
            .exec()
            .getId();
    Output output = new Output();
    try {
      if (!docker
          .execStartCmd(id)
          .withTty(false)
          .exec(output)
          .awaitCompletion(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new EngineException(
            "the command runs longer than "
                + limit.toSeconds()
                + " s; nobody waits for it any more");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while a command ran in a container", e);
    }
    Long code = docker.inspectExecCmd(id).exec().getExitCodeLong();
    return new Ran(code == null ? ExitWatch.UNKNOWN : code, output.text(), output.cut());
  }

  /** Standard output and standard error as they came, up to a bound. */
  private static final class Output extends ResultCallback.Adapter<Frame> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean cut;

    @Override
    public synchronized void onNext(Frame frame) {
      int room = MAX_OUTPUT - bytes.size();
      byte[] payload = frame.getPayload();
      bytes.write(payload, 0, Math.min(room, payload.length));
      cut |= payload.length > room;
    }

    synchronized String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    synchronized boolean cut() {
      return cut;
    }
  }
}
