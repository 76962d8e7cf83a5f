package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Network;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Servers as child processes in a sandbox, for a machine without a Docker engine. */
public final class ProcessEngine implements Engine {
  private final Sandbox sandbox;
  private final ProcessStarter starter;
  private final EngineSettings settings;
  private final ServerLogs logs;
  private final boolean root;

  private ProcessEngine(
      Sandbox sandbox, ProcessStarter starter, EngineSettings settings, ServerLogs logs) {
    this.sandbox = sandbox;
    this.starter = starter;
    this.settings = settings;
    this.logs = logs;
    this.root = isRoot();
  }

  /** With bubblewrap if it works here, else without a sandbox if that is allowed, else refusing. */
  static ProcessEngine create(EngineSettings settings, ServerLogs logs) {
    ProcessStarter starter = new ProcessStarter();
    Bubblewrap bubblewrap = bubblewrap(settings.environment(), settings.userHome());
    Optional<String> trouble = bubblewrap.trouble(starter);
    return new ProcessEngine(
        trouble.isEmpty() ? bubblewrap : without(settings, trouble.get()), starter, settings, logs);
  }

  /** Why bubblewrap does not work here, if it does not. */
  static Optional<String> sandboxTrouble(Map<String, String> environment, Path userHome) {
    try (ProcessStarter starter = new ProcessStarter()) {
      return bubblewrap(environment, userHome).trouble(starter);
    }
  }

  private static Bubblewrap bubblewrap(Map<String, String> environment, Path userHome) {
    String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    return new Bubblewrap(Path.of("/usr/bin/bwrap"), isRoot(), path, userHome);
  }

  @Override
  public Kind kind() {
    return Kind.PROCESS;
  }

  @Override
  public String description() {
    return sandbox.description();
  }

  @Override
  public Instance start(Launch asked) {
    Launch launch = mountRules().applied(asked.permitted());
    if (isolation(launch.spec()) instanceof Isolation.Refused(String why)) {
      throw new EngineException(why);
    }
    Sandbox.Plan plan = sandbox.plan(program(launch));
    ProcessBuilder builder = new ProcessBuilder(plan.argv()).directory(plan.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(plan.environment());
    try {
      return ProcessInstance.of(
          starter.start(builder), line -> logs.append(launch.spec().name(), line));
    } catch (IOException e) {
      throw Disclosure.without(
          launch,
          new EngineException(
              "could not start server '%s': %s".formatted(launch.spec().name(), e.getMessage())));
    }
  }

  /** Nothing is ever left behind: the kernel ends servers together with their hub. */
  @Override
  public int sweep(Set<ServerName> keep) {
    return 0;
  }

  @Override
  public Optional<String> trouble() {
    return sandbox instanceof NoSandbox none ? Optional.of(none.description()) : Optional.empty();
  }

  @Override
  public void close() {
    starter.close();
  }

  private static Sandbox without(EngineSettings settings, String trouble) {
    String reason = "bubblewrap does not work here: " + trouble;
    return settings.allowUnsandboxed() ? new Bare(isRoot()) : new NoSandbox(reason);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** A sandboxed process shares the kernel and has no limits of its own: no waiver helps here. */
  @Override
  public Isolation isolation(ServerSpec spec) {
    if (spec.reach().guarded()) {
      return new Isolation.Refused(
          "server '%s' has egress, which only a container can be held to: start a Docker engine, then the hub again; a process has network: none or open"
              .formatted(spec.name()));
    }
    if (spec.safeguards().isolatingRuntime()) {
      return refused(spec, "is of high risk and runs");
    }
    return spec.port().isPresent() ? refused(spec, "speaks HTTP and runs") : new Isolation.Usual();
  }

  private static Isolation refused(ServerSpec spec, String what) {
    return new Isolation.Refused(
        "server '%s' %s in a container only: start a Docker engine, then the hub again"
            .formatted(spec.name(), what));
  }

  private Sandbox.Program program(Launch launch) {
    ServerSpec spec = launch.spec();
    if (!(launch.workload() instanceof Workload.Folder(Path folder))
        || launch.command().isEmpty()) {
      throw new EngineException(
          "server '%s' was not prepared as a folder with a command: without a Docker engine, images cannot run"
              .formatted(spec.name()));
    }
    List<String> command = new ArrayList<>(launch.command());
    command.addAll(spec.args());
    Map<String, String> environment = new LinkedHashMap<>(launch.environment());
    environment.putAll(spec.env());
    RunAs user = RunAs.of(spec);
    return new Sandbox.Program(
        folder.toAbsolutePath(),
        command,
        environment,
        binds(spec, user),
        user,
        spec.network() == Network.OPEN,
        spec.effectiveLimits(),
        own(settings.home().resolve("scratch").resolve(spec.name().value()), user));
  }

  private List<Sandbox.Bind> binds(ServerSpec spec, RunAs user) {
    List<Sandbox.Bind> binds = new ArrayList<>();
    mountRules()
        .resolve(spec)
        .forEach(m -> binds.add(new Sandbox.Bind(m.source(), m.target(), m.readOnly())));
    for (Volume volume : spec.volumes()) {
      Naming.checkVolumeName(volume.name());
      Path folder =
          settings.home().resolve("volumes").resolve(spec.name().value()).resolve(volume.name());
      binds.add(new Sandbox.Bind(own(folder, user), volume.target(), false));
    }
    return binds;
  }

  private MountRules mountRules() {
    return new MountRules(settings);
  }

  /** Creates a folder that belongs to the server's user. */
  private Path own(Path folder, RunAs user) {
    try {
      Files.createDirectories(folder);
      if (root) {
        Files.setAttribute(folder, "unix:uid", user.uid());
        Files.setAttribute(folder, "unix:gid", user.gid());
      }
      return folder;
    } catch (IOException e) {
      throw new EngineException("cannot make the folder " + folder + ": " + e.getMessage(), e);
    }
  }
}
