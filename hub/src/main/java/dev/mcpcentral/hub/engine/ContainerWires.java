package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.model.ContainerNetwork;
import dev.mcpcentral.hub.engine.Instance.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** Starts containers that are made, and connects to what they say. */
record ContainerWires(DockerApi api, ServerLogs logs) {
  private static final System.Logger LOG = System.getLogger(ContainerWires.class.getName());

  /** Attached to before it is started, so that nothing that it writes is lost. */
  Instance startStdio(String id, Launch launch, Consumer<DockerInstance> gone) {
    DockerConnection connection = attach(id, true);
    try {
      run(id, launch);
    } catch (RuntimeException e) {
      close(connection);
      throw e;
    }
    AttachedStdout stdout = new AttachedStdout(connection, logLines(launch));
    Wire wire = new Wire.Stdio(stdout, new AttachedStdin(connection), false);
    return watched(new DockerInstance(id, wire, connection, api, gone), launch);
  }

  Instance startHttp(String id, Launch launch, Consumer<DockerInstance> gone) {
    run(id, launch);
    return http(id, launch, gone);
  }

  /** Of a container that runs already. */
  Instance http(String id, Launch launch, Consumer<DockerInstance> gone) {
    DockerConnection connection = attach(id, false);
    Thread.ofVirtual().name("log-" + launch.spec().name()).start(() -> copyLog(connection, launch));
    Wire wire = new Wire.Http(new InetSocketAddress(ip(id), launch.spec().port().getAsInt()));
    return watched(new DockerInstance(id, wire, connection, api, gone), launch);
  }

  private DockerInstance watched(DockerInstance instance, Launch launch) {
    instance.watch(
        new ExitWatch(api, instance.id(), launch.spec().effectiveLimits().memoryBytes()));
    return instance;
  }

  private void run(String id, Launch launch) {
    api.run(
        "start server '" + launch.spec().name() + "'",
        docker -> docker.startContainerCmd(id).exec());
  }

  private String ip(String id) {
    return api
        .call("inspect container " + id, docker -> docker.inspectContainerCmd(id).exec())
        .getNetworkSettings()
        .getNetworks()
        .values()
        .stream()
        .map(ContainerNetwork::getIpAddress)
        .filter(ip -> ip != null && !ip.isEmpty())
        .findFirst()
        .orElseThrow(
            () -> new EngineException("container " + id + " has no address: it ended at once"));
  }

  private DockerConnection attach(String id, boolean stdin) {
    try {
      return Attach.open(api, id, stdin);
    } catch (IOException e) {
      throw api.doesNotAnswer(String.valueOf(e.getMessage()));
    }
  }

  /** An HTTP server's standard output is no protocol: all that it prints is log. */
  private void copyLog(DockerConnection connection, Launch launch) {
    LineSplitter lines = logLines(launch);
    byte[] buffer = new byte[8 << 10];
    try (AttachedStdout stdout = new AttachedStdout(connection, logLines(launch))) {
      for (int count = stdout.read(buffer); count >= 0; count = stdout.read(buffer)) {
        lines.accept(buffer, count);
      }
      lines.end();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the log of " + launch.spec().name() + " ended", e);
    }
  }

  private LineSplitter logLines(Launch launch) {
    return new LineSplitter(line -> logs.append(launch.spec().name(), line));
  }

  private static void close(DockerConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a connection to the engine", e);
    }
  }
}
