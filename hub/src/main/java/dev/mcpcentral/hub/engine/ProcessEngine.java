package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.secret.SecretFolders.Reader;
import dev.mcpcentral.hub.secret.SecretValue;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Servers as child processes in a sandbox, for a machine without a Docker engine. */
public final class ProcessEngine implements Engine {
  private final Sandbox sandbox;
  private final ProcessStarter starter;
  private final EngineSettings settings;
  private final ServerLogs logs;
  private final boolean root;
  private final Confidences confidences;

  private ProcessEngine(
      Sandbox sandbox, ProcessStarter starter, EngineSettings settings, ServerLogs logs) {
    this.sandbox = sandbox;
    this.starter = starter;
    this.settings = settings;
    this.logs = logs;
    this.root = isRoot();
    this.confidences = new Confidences(settings, logs);
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
    String name = new Naming(settings.installation()).container(launch.spec().name());
    try {
      Instance instance = startTold(launch, name);
      instance.exit().thenRun(() -> confidences.forget(name));
      return instance;
    } catch (EngineException e) {
      confidences.forget(name);
      throw Disclosure.without(launch, e);
    }
  }

  private Instance startTold(Launch launch, String name) {
    Sandbox.Plan plan = sandbox.plan(program(launch, name));
    ProcessBuilder builder = new ProcessBuilder(plan.argv()).directory(plan.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(plan.environment());
    try {
      return ProcessInstance.of(
          starter.start(builder), line -> logs.append(launch.spec().name(), line));
    } catch (IOException e) {
      throw new EngineException(
          "could not start server '%s': %s".formatted(launch.spec().name(), e.getMessage()));
    }
  }

  /** Only secrets are ever left behind: the kernel ends servers together with their hub. */
  @Override
  public int sweep(Set<ServerName> keep) {
    confidences.sweep(Set.of());
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

  private Sandbox.Program program(Launch launch, String name) {
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
    List<Sandbox.Bind> binds = binds(spec, user);
    confide(spec, name, user, environment, binds);
    return new Sandbox.Program(
        folder.toAbsolutePath(),
        command,
        environment,
        binds,
        user,
        spec.network() == Network.OPEN,
        spec.effectiveLimits(),
        own(settings.home().resolve("scratch").resolve(spec.name().value()), user));
  }

  /**
   * A process gets its secrets as variables, which nothing but itself shows, and in a sandbox as
   * files too; without one it could not enter the folder that they are in.
   */
  private void confide(
      ServerSpec spec,
      String name,
      RunAs user,
      Map<String, String> environment,
      List<Sandbox.Bind> binds) {
    Map<String, SecretValue> values = confidences.of(spec);
    List<String> exported = Confided.exported(values.keySet());
    if (!values.isEmpty() && sandbox instanceof Bubblewrap) {
      Path folder = confidences.tell(name, values, new Reader(user.uid(), user.gid(), true));
      binds.add(new Sandbox.Bind(folder, Confided.TARGET, true));
      Confided.places(values.keySet()).forEach(environment::putIfAbsent);
    } else if (exported.size() < values.size()) {
      throw new EngineException(
          "server '%s' takes secrets as files (NAME_FILE), which there are only in a container or a sandbox: declare them without _FILE"
              .formatted(spec.name()));
    }
    exported.forEach(
        variable -> environment.put(variable, Objects.requireNonNull(values.get(variable)).text()));
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
    return new MountRules(settings, confidences.root());
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
