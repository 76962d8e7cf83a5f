package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "migrate",
    description = {
      "Move a server from a process of this machine, or from another hub's address, into a container, while it is called.",
      "Until the container has proved itself the old form serves, and it goes on when any step fails. A hub that is killed meanwhile finishes or undoes it at its next start."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central migrate weather low              and declare its risk as low",
      "  mcp-central migrate git --to pypi:mcp-server-git",
      "  mcp-central migrate --all --dry-run          the plan, lowest risk first",
      "  mcp-central migrate --all --level low        all servers of low risk",
      "  mcp-central migrate --all"
    })
final class MigrateCommand implements Callable<Integer> {
  private static final List<String> LEVELS = List.of("low", "medium", "high");

  private final Session session;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SERVER",
      description = "The server's name; see mcp-central list.")
  private @Nullable String server;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "RISK",
      description = "low, medium or high, to declare it; the declared level stays when not given.")
  private @Nullable String risk;

  @Option(
      names = "--to",
      paramLabel = "SOURCE",
      description =
          "Where the container's program comes from, in the forms of add; the source that it has when not given, and for url: the known server of that name.")
  private @Nullable String to;

  @Option(
      names = "--accept-changes",
      description = "Go on although tools, prompts or resources are defined otherwise.")
  private boolean acceptChanges;

  @Option(names = "--dry-run", description = "Print the plan and do nothing.")
  private boolean dryRun;

  @Option(
      names = "--all",
      description =
          "All servers that are not in a container, lowest risk first. A failure leaves the others of that level alone, and keeps those of higher levels from being tried.")
  private boolean all;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "With --all: only servers of low, medium or high risk and below.")
  private @Nullable String level;

  MigrateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    check();
    if (dryRun) {
      return plan();
    }
    RolloutRun run = new RolloutRun(session, RolloutVerb.MIGRATE);
    return server == null ? all(run) : run.one(server, order(), again(server));
  }

  private void check() {
    if ((server == null) != all) {
      throw CommandFailure.usage("name a server, or say --all");
    }
    if (level != null && !all) {
      throw CommandFailure.usage(
          "--level goes with --all; for one server write its risk after its name");
    }
    if (to != null && all) {
      throw CommandFailure.usage("--to is for one server: leave --all out");
    }
    checkLevel(risk);
    checkLevel(level);
  }

  private static void checkLevel(@Nullable String word) {
    if (word != null && !LEVELS.contains(word)) {
      throw CommandFailure.usage("a risk is low, medium or high, not '" + word + "'");
    }
  }

  private int plan() {
    Slice answer = session.hub().get(planPath());
    if (session.json && level == null) {
      session.output().document(answer);
    } else {
      List<MigrationPlan.Step> steps = upToLevel(MigrationPlan.of(answer));
      MigrationPlan.print(steps, session.output());
    }
    return ExitCode.OK;
  }

  private String planPath() {
    StringBuilder path = new StringBuilder("/migration?");
    if (server != null) {
      path.append("server=").append(Paths.encode(server)).append('&');
    }
    if (risk != null) {
      path.append("risk=").append(risk).append('&');
    }
    if (to != null) {
      path.append("source=").append(Paths.encode(Declared.source(to, session.surroundings())));
    }
    return path.toString();
  }

  /** In the plan's order; nobody goes on to a higher level when a lower one had trouble. */
  private int all(RolloutRun run) {
    String failed = "";
    for (MigrationPlan.Step step : upToLevel(MigrationPlan.of(run.hub().get("/migration")))) {
      if (!step.obstacle().isEmpty()) {
        run.skip(step.server(), step.obstacle());
      } else if (!failed.isEmpty() && !step.risk().equals(failed)) {
        run.leaveOut(step.server(), "because a server of " + failed + " risk failed");
      } else if (run.each(step.server(), order(), again(step.server())).failed()) {
        failed = step.risk();
      }
    }
    return run.summary();
  }

  private List<MigrationPlan.Step> upToLevel(List<MigrationPlan.Step> steps) {
    int highest = level == null ? LEVELS.size() : LEVELS.indexOf(level);
    return steps.stream().filter(step -> LEVELS.indexOf(step.risk()) <= highest).toList();
  }

  private JsonObject order() {
    JsonObject order = new JsonObject().put("acceptChanges", acceptChanges);
    if (risk != null) {
      order.put("risk", risk);
    }
    if (to != null) {
      order.put("source", Declared.source(to, session.surroundings()));
    }
    return order;
  }

  private String again(String name) {
    return "mcp-central migrate "
        + name
        + (risk == null ? "" : " " + risk)
        + (to == null ? "" : " --to " + to)
        + " --accept-changes";
  }
}
