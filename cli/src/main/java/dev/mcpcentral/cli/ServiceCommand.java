package dev.mcpcentral.cli;

import dev.mcpcentral.cli.service.Installation;
import dev.mcpcentral.cli.service.Keeper;
import dev.mcpcentral.cli.service.Launchd;
import dev.mcpcentral.cli.service.Programs;
import dev.mcpcentral.cli.service.Service;
import dev.mcpcentral.cli.service.ServiceException;
import dev.mcpcentral.cli.service.Systemd;
import dev.mcpcentral.hub.engine.Engines;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "service",
    synopsisSubcommandLabel = "(install | uninstall | status)",
    description =
        "Have the operating system (systemd, launchd) start the hub, and start it again after a crash or a reboot.",
    footer = {
      "",
      "Examples:",
      "  mcp-central service install --print",
      "  mcp-central service install",
      "  mcp-central service status"
    })
final class ServiceCommand implements Runnable {
  private static final String ELSEWHERE =
      "neither systemd nor launchd runs here: use mcp-central compose, whose restart policy keeps the hub running, or start 'mcp-central up' with what starts programs on this machine";

  private final Session session;
  @Spec private CommandSpec spec;

  ServiceCommand(Session session) {
    this.session = session;
    this.spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say install, uninstall or status");
  }

  @Command(
      name = "install",
      description = {
        "Write the service's file for this configuration and this home, and start it. Safe to run again.",
        "As root it is a service of the machine, otherwise one of this user."
      },
      footer = {
        "",
        "Examples:",
        "  mcp-central service install --config ~/mcp/mcp-central.yaml",
        "  mcp-central service install --print     show the file, and do nothing"
      })
  int install(
      @Option(names = "--print", description = "Show what would be written where, and do nothing.")
          boolean print) {
    Installation installation = installation();
    if (print) {
      Keeper keeper = keeper();
      session.output().progress("# " + keeper.file());
      session.output().line(keeper.text(installation));
      return ExitCode.OK;
    }
    Keeper keeper = running();
    Service service = service(keeper);
    if (session.runningHub().isPresent() && !service.state().active()) {
      throw CommandFailure.failed(
          "running", "a hub runs with this home already: mcp-central down, then install again");
    }
    try {
      service.install(installation).forEach(session.output()::warning);
    } catch (ServiceException e) {
      throw CommandFailure.failed("service", String.valueOf(e.getMessage()));
    }
    return said("installed", keeper, "the hub is a service of " + keeper.name());
  }

  @Command(
      name = "uninstall",
      description = "Stop the service and remove its file; state and volumes stay.",
      footer = {"", "Examples:", "  mcp-central service uninstall"})
  int uninstall() {
    Keeper keeper = running();
    try {
      boolean was = service(keeper).uninstall();
      return said("uninstalled", keeper, was ? "the service is gone" : "there is no service");
    } catch (ServiceException e) {
      throw CommandFailure.failed("service", String.valueOf(e.getMessage()));
    }
  }

  @Command(
      name = "status",
      description = "Whether there is a service, and how it is; exit code 3 when it does not run.",
      footer = {"", "Examples:", "  mcp-central service status"})
  int status() {
    Keeper keeper = running();
    Service.State state = service(keeper).state();
    Output out = session.output();
    if (session.json) {
      out.document(
          new JsonObject()
              .put("installed", state.installed())
              .put("active", state.active())
              .put("file", keeper.file().toString())
              .slice());
    } else if (state.installed()) {
      out.line(keeper.file() + ": " + (state.active() ? "running" : state.state()));
    } else {
      out.line("there is no service: mcp-central service install");
    }
    return state.active() ? ExitCode.OK : ExitCode.NOT_RUNNING;
  }

  private int said(String what, Keeper keeper, String sentence) {
    if (session.json) {
      session
          .output()
          .document(
              new JsonObject().put("state", what).put("file", keeper.file().toString()).slice());
    } else {
      session.output().line(sentence + " (" + keeper.file() + ")");
    }
    return ExitCode.OK;
  }

  private Service service(Keeper keeper) {
    return new Service(keeper, programs());
  }

  private Programs programs() {
    return new Programs(session.surroundings().environment());
  }

  /** What there would be on this kind of machine, running or not. */
  private Keeper keeper() {
    Path userHome = session.surroundings().userHome();
    int uid =
        programs()
            .run(List.of("id", "-u"))
            .map(ended -> ended.printed().matches("[0-9]{1,9}") ? ended.printed() : "-1")
            .map(Integer::valueOf)
            .orElse(-1);
    return System.getProperty("os.name").startsWith("Mac")
        ? new Launchd(userHome, uid)
        : new Systemd(uid == 0, userHome);
  }

  private Keeper running() {
    Keeper keeper = keeper();
    boolean runs =
        switch (keeper) {
          case Launchd _ -> true;
          // "offline" where it is installed and was not booted with.
          case Systemd _ ->
              programs()
                  .run(List.of("systemctl", "is-system-running"))
                  .filter(ended -> !ended.printed().isEmpty())
                  .filter(ended -> !ended.printed().contains("offline"))
                  .isPresent();
        };
    if (!runs) {
      throw CommandFailure.failed("no-service-manager", ELSEWHERE);
    }
    return keeper;
  }

  private Installation installation() {
    Surroundings here = session.surroundings();
    Path launcher =
        here.variable("MCP_CENTRAL_LAUNCHER")
            .map(Path::of)
            .orElseThrow(() ->
                CommandFailure.failed(
                    "launcher",
                    "run the command mcp-central of an installed or built distribution"));
    Optional<String> engine = Engines.dockerHost(here.environment(), here.userHome());
    return new Installation(launcher, session.configuration(), session.home(), engine.isPresent());
  }
}
