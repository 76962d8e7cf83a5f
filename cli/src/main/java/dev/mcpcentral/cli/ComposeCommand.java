package dev.mcpcentral.cli;

import dev.mcpcentral.hub.compose.ComposeException;
import dev.mcpcentral.hub.compose.ComposeSettings;
import dev.mcpcentral.hub.compose.Composition;
import dev.mcpcentral.hub.engine.DockerEngine;
import dev.mcpcentral.hub.engine.DockerImageStore;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.EngineSettings;
import dev.mcpcentral.hub.engine.Engines;
import dev.mcpcentral.hub.engine.ServerLogs;
import dev.mcpcentral.hub.identity.Tokens;
import dev.mcpcentral.hub.image.ImageException;
import dev.mcpcentral.hub.image.LocalImages;
import dev.mcpcentral.hub.image.Locks;
import dev.mcpcentral.hub.spec.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "compose",
    description = {
      "Write a compose file that runs the hub and every declared server as the hub itself would, each in its own hardened container.",
      "Beside it: the hub's configuration, the secrets (files that only their owner can read), and .env with the project's name. Needs a Docker engine, and no running hub."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central images && mcp-central compose",
      "  docker-compose -f compose/docker-compose.yml up -d",
      "  mcp-central compose --output staging/docker-compose.yml --project staging --first-port 4010"
    })
final class ComposeCommand implements Callable<Integer> {
  /** Names in the engine hold it, and none is made by this command. */
  private static final String NOBODY = "compose0";

  private static final int HIGHEST_FIRST_PORT = 65_532;

  private final Session session;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to; compose/docker-compose.yml when not given.")
  private String output = "compose/docker-compose.yml";

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "The project's and the hub's name; mcp-central when not given.")
  private String project = "mcp-central";

  @Option(
      names = "--first-port",
      paramLabel = "PORT",
      description =
          "The hub is published on this port of 127.0.0.1 and the three after it; 3010 when not given.")
  private int firstPort = 3010;

  @Option(
      names = "--without-registry",
      description = "Leave the registry out, because one runs already (mcp-central registry up).")
  private boolean withoutRegistry;

  @Option(
      names = "--with-monitoring",
      description = "With Prometheus and Grafana, under the profile 'monitoring'.")
  private boolean monitoring;

  ComposeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (firstPort < 1 || firstPort > HIGHEST_FIRST_PORT) {
      throw CommandFailure.usage("--first-port wants 1 to " + HIGHEST_FIRST_PORT);
    }
    Configuration declared =
        session
            .declared()
            .orElseThrow(() ->
                CommandFailure.failed(
                    "no-configuration",
                    "there is no " + session.configuration() + ": name one with --config"));
    Path file = session.surroundings().resolve(output);
    String address = ContainerEngine.address(session);
    Surroundings here = session.surroundings();
    EngineSettings settings =
        new EngineSettings(
            NOBODY,
            session.home(),
            false,
            here.environment(),
            here.userHome(),
            declared::waivers,
            InstantSource.system());
    try (ServerLogs logs = new ServerLogs(session.home().resolve("logs"), InstantSource.system());
        DockerImageStore store = DockerImageStore.connect(address);
        DockerEngine engine = (DockerEngine) Engines.choose(settings, logs).engine()) {
      Composition composition =
          new Composition(
              LocalImages.forDocker(
                  session.home(),
                  store,
                  declared.imageMirror(),
                  Optional.of(Locks.beside(session.configuration()))),
              engine,
              store,
              settings(declared, address),
              Tokens::generate);
      show(composition.write(declared, file, step -> session.output().progress("  " + step)));
    } catch (ComposeException | ImageException | EngineException | IllegalArgumentException e) {
      throw CommandFailure.failed("compose", String.valueOf(e.getMessage()));
    }
    return ExitCode.OK;
  }

  private ComposeSettings settings(Configuration declared, String address) {
    if (!address.startsWith("unix://")) {
      throw new ComposeException(
          "the hub in its container reaches the engine by a Unix socket, not at " + address);
    }
    String socket = address.substring("unix://".length());
    return new ComposeSettings(
        project,
        VersionCommand.version(),
        declared.registry(),
        new ComposeSettings.Ports(firstPort, firstPort + 1, firstPort + 2, firstPort + 3),
        socket,
        attribute(Path.of(socket), "unix:gid"),
        owner(),
        !withoutRegistry,
        monitoring);
  }

  /** Whoever runs this command, so that the hub can read what is theirs; root is nobody's owner. */
  private String owner() {
    Path home = session.home();
    int uid = attribute(home, "unix:uid");
    return uid == 0 ? "1001:1001" : uid + ":" + attribute(home, "unix:gid");
  }

  private static int attribute(Path path, String name) {
    try {
      return (Integer) Files.getAttribute(path, name);
    } catch (IOException e) {
      throw new ComposeException("cannot see whose " + path + " is: " + e.getMessage(), e);
    }
  }

  private void show(Composition.Written written) {
    Output out = session.output();
    written.notes().forEach(out::warning);
    if (session.json) {
      out.document(
          new JsonObject()
              .put("file", written.file().toString())
              .put("project", project)
              .texts("servers", written.services())
              .texts("notes", written.notes())
              .slice());
      return;
    }
    Path token = written.file().resolveSibling("secrets/mcp_hub_token");
    out.line(
        "%s runs the hub and %d servers: docker-compose -f %s up -d"
            .formatted(written.file(), written.services().size(), written.file()));
    out.line("Clients need the token in " + token + " (mcp-central bridge --token-file FILE)");
  }
}
