package dev.mcpcentral.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code mcp-central} itself: finds the command, runs it, and tells how it ended. */
@Command(
    name = "mcp-central",
    synopsisSubcommandLabel = "COMMAND",
    description = "One hub in front of all MCP servers.",
    footer = {
      "",
      "Examples:",
      "  mcp-central up                 start the hub, with a starter configuration if there is none",
      "  mcp-central add time pypi:mcp-server-time",
      "  mcp-central call time__get_current_time '{\"timezone\":\"UTC\"}'",
      "",
      "State is kept in $MCP_CENTRAL_HOME (default ~/.mcp-central). NO_COLOR turns colours off."
    })
final class CommandLineTool implements Runnable {
  /** Made one by one: to reflect on all of them would take longer than most commands. */
  private static final Map<String, Function<Session, Object>> COMMANDS = commands();

  @Spec private CommandSpec spec = CommandSpec.create();

  private CommandLineTool() {}

  private static Map<String, Function<Session, Object>> commands() {
    Map<String, Function<Session, Object>> commands = new LinkedHashMap<>();
    commands.put("up", UpCommand::new);
    commands.put("down", DownCommand::new);
    commands.put("status", StatusCommand::new);
    commands.put("start", ServerCommand.Start::new);
    commands.put("stop", ServerCommand.Stop::new);
    commands.put("restart", ServerCommand.Restart::new);
    commands.put("add", AddCommand::new);
    commands.put("catalog", CatalogCommand::new);
    commands.put("remove", RemoveCommand::new);
    commands.put("dockerize", DockerizeCommand::new);
    commands.put("migrate", MigrateCommand::new);
    commands.put("update", UpdateCommand::new);
    commands.put("rollback", RollbackCommand::new);
    commands.put("versions", VersionsCommand::new);
    commands.put("registry", RegistryCommand::new);
    commands.put("list", ListCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("egress", EgressCommand::new);
    commands.put("enable", EnableCommand::new);
    commands.put("disable", DisableCommand::new);
    commands.put("review", ReviewCommand::new);
    commands.put("tools", ToolsCommand::new);
    commands.put("call", CallCommand::new);
    commands.put("bridge", BridgeCommand::new);
    commands.put("scan", ScanCommand::new);
    commands.put("sbom", SbomCommand::new);
    commands.put("advisories", AdvisoriesCommand::new);
    commands.put("waive", WaiveCommand::new);
    commands.put("waivers", WaiversCommand::new);
    commands.put("logs", LogsCommand::new);
    commands.put("images", ImagesCommand::new);
    commands.put("launcher", LauncherCommand::new);
    commands.put("compose", ComposeCommand::new);
    commands.put("own-volumes", OwnVolumesCommand::new);
    commands.put("reap", ReapCommand::new);
    commands.put("import", ImportCommand::new);
    commands.put("service", ServiceCommand::new);
    commands.put("doctor", DoctorCommand::new);
    commands.put("audit", AuditCommand::new);
    commands.put("token", TokenCommand::new);
    commands.put("completion", CompletionCommand::new);
    commands.put("version", VersionCommand::new);
    return commands;
  }

  /** Runs one command line; the exit code is one of {@link ExitCode}. */
  static int run(Surroundings surroundings, String... args) {
    Session session = new Session(surroundings);
    CommandLine line = line(session, wanted(args));
    line.setOut(writer(surroundings.out()));
    line.setErr(writer(surroundings.err()));
    line.setParameterExceptionHandler((problem, _) -> misunderstood(problem, surroundings, args));
    line.setExecutionExceptionHandler((problem, _, _) -> failed(problem, session));
    return line.execute(args);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** All commands, for the help, the completion and the reference. */
  static CommandLine complete(Surroundings surroundings) {
    return line(new Session(surroundings), List.copyOf(COMMANDS.keySet()));
  }

  private static List<String> wanted(String[] args) {
    boolean value = false;
    for (String arg : args) {
      if (!value && COMMANDS.containsKey(arg)) {
        return List.of(arg);
      }
      value = arg.equals("--config");
    }
    return List.copyOf(COMMANDS.keySet());
  }

  private static CommandLine line(Session session, List<String> names) {
    CommandLine line = new CommandLine(new CommandLineTool());
    line.addMixin("session", session);
    for (String name : names) {
      line.addSubcommand(
          name, new CommandLine(Objects.requireNonNull(COMMANDS.get(name)).apply(session)));
    }
    describeExits(line);
    line.setUsageHelpWidth(100);
    line.setExpandAtFiles(false);
    return line;
  }

  private static void describeExits(CommandLine line) {
    line.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(picocliKeys());
    line.getSubcommands().values().forEach(CommandLineTool::describeExits);
  }

  private static Map<String, String> picocliKeys() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (String meaning : ExitCode.MEANINGS) {
      int colon = meaning.indexOf(':');
      codes.put(meaning.substring(0, colon), meaning.substring(colon + 1));
    }
    return codes;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }

  private static int misunderstood(
      ParameterException problem, Surroundings surroundings, String[] args) {
    boolean json = Arrays.asList(args).contains("--json");
    new Output(surroundings, json)
        .error(CommandFailure.usage(String.valueOf(problem.getMessage())));
    if (!json) {
      PrintWriter err = problem.getCommandLine().getErr();
      if (!UnmatchedArgumentException.printSuggestions(problem, err)) {
        problem.getCommandLine().usage(err);
      }
    }
    return ExitCode.USAGE;
  }

  private static int failed(Exception problem, Session session) {
    CommandFailure failure =
        switch (problem) {
          case CommandFailure known -> known;
          case InterruptedException _ ->
              new CommandFailure(ExitCode.INTERRUPTED, "interrupted", "interrupted");
          default -> Unexpected.failure(problem);
        };
    session.output().error(failure);
    return failure.exitCode();
  }
}
