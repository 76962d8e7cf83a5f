package dev.mcpcentral.cli;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.DockerEngine;
import dev.mcpcentral.hub.engine.DockerImageStore;
import dev.mcpcentral.hub.engine.EngineSettings;
import dev.mcpcentral.hub.engine.Engines;
import dev.mcpcentral.hub.engine.ServerLogs;
import dev.mcpcentral.hub.launcher.Launcher;
import dev.mcpcentral.hub.launcher.LauncherException;
import dev.mcpcentral.hub.launcher.LauncherTerms;
import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.Waiver;
import dev.mcpcentral.hub.store.StateDirectory;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "launcher",
    description = {
      "Own the Docker engine's socket for a hub that must not have it, until Ctrl-C.",
      "The hub is started with MCP_CENTRAL_ENGINE_LAUNCHER=unix:///the/socket and asks the launcher for hardened containers; it can ask for nothing else. State (the installation's id, servers' logs) is kept in $MCP_CENTRAL_HOME, which is not the hub's."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central launcher --socket /run/mcp-central/launcher.sock",
      "  mcp-central launcher --socket /run/mcp-central/launcher.sock --allow-mount /srv/work",
      "  MCP_CENTRAL_ENGINE_LAUNCHER=unix:///run/mcp-central/launcher.sock mcp-central up"
    })
final class LauncherCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--socket",
      required = true,
      paramLabel = "PATH",
      description = "Where to listen. Whoever is in the socket's group can have servers started.")
  private Path socket = Path.of("launcher.sock");

  @Option(
      names = "--allow-mount",
      paramLabel = "FOLDER",
      description =
          "Servers may be shown this folder and what is below it; may be repeated. Without it they are shown nothing.")
  private List<Path> mounts = List.of();

  @Option(
      names = "--allow-grant",
      paramLabel = "GRANT",
      description = "Specs may have this grant, shell or engine; may be repeated.")
  private List<String> grants = List.of();

  @Option(
      names = "--waive",
      paramLabel = "SERVER:DATE",
      description =
          "Until the end of this day the server may run at high risk without an isolating runtime; may be repeated.")
  private List<String> waived = List.of();

  @Option(
      names = "--docker-host",
      paramLabel = "ADDRESS",
      description =
          "The engine, for example unix:///var/run/docker.sock; else found like the hub does.")
  private @Nullable String dockerHost;

  LauncherCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    LauncherTerms terms = terms();
    Libraries.quiet();
    new HubVariables(session.surroundings()).setLogLevel();
    Surroundings here = session.surroundings();
    try (StateDirectory state = StateDirectory.open(session.home());
        ServerLogs logs = new ServerLogs(state.directory("logs"), InstantSource.system())) {
      Engines.Choice choice = Engines.choose(settings(here, state, terms), logs);
      try (var engine = choice.engine()) {
        if (!(engine instanceof DockerEngine docker) || choice.dockerHost().isEmpty()) {
          throw CommandFailure.failed(
              "no-engine", "a launcher needs a Docker engine: " + choice.because());
        }
        try (DockerImageStore store = DockerImageStore.connect(choice.dockerHost().get())) {
          var means = new Launcher.Means(docker, store, logs, state.directory("scratch"));
          run(here.resolve(socket.toString()), means, terms);
        }
      }
    } catch (LauncherException e) {
      throw CommandFailure.failed("launcher", String.valueOf(e.getMessage()));
    }
    session.output().progress("the launcher has stopped");
    return ExitCode.OK;
  }

  private void run(Path path, Launcher.Means means, LauncherTerms terms)
      throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Thread stop =
        new Thread(
            () -> {
              asked.countDown();
              awaitQuietly(closed);
            },
            "stop");
    try (Launcher _ = Launcher.start(path, means, terms)) {
      Runtime.getRuntime().addShutdownHook(stop);
      show(path, means.engine().description());
      asked.await();
      session.output().progress("stopping …");
    } finally {
      closed.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch closed) {
    try {
      closed.await(30, java.util.concurrent.TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(Path path, String engine) {
    if (session.json) {
      session
          .output()
          .document(new JsonObject().put("socket", path.toString()).put("engine", engine).slice());
      return;
    }
    session
        .output()
        .line(
            "The launcher listens at %s, for %s. Start the hub with MCP_CENTRAL_ENGINE_LAUNCHER=unix://%s"
                .formatted(path, engine, path));
  }

  private LauncherTerms terms() {
    try {
      return new LauncherTerms(
          mounts, grants(), waived.stream().map(LauncherCommand::waiver).toList());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private Set<Grant> grants() {
    return grants.stream()
        .map(word -> Grant.valueOf(word.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toSet());
  }

  private static Waiver waiver(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("--waive wants SERVER:DATE, for example shell:2027-01-31");
    }
    return new Waiver(
        new ServerName(text.substring(0, colon)),
        "runtime",
        "allowed where the launcher was started",
        LocalDate.parse(text.substring(colon + 1)));
  }

  private EngineSettings settings(Surroundings here, StateDirectory state, LauncherTerms terms) {
    Map<String, String> environment = new HashMap<>(here.environment());
    if (dockerHost != null) {
      environment.put("DOCKER_HOST", dockerHost);
    }
    return new EngineSettings(
        state.installationId(),
        state.home(),
        false,
        environment,
        here.userHome(),
        terms::waivers,
        InstantSource.system());
  }
}
