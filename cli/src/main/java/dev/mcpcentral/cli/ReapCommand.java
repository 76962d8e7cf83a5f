package dev.mcpcentral.cli;

import dev.mcpcentral.hub.app.Reaper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "reap",
    hidden = true,
    description = {
      "Wait until the hub that started this process has ended. If it was killed, and no other hub has come within the grace, remove its containers, networks and secrets.",
      "The hub starts it; it ends by itself."
    },
    footer = {"", "Examples:", "  mcp-central reap ~/.mcp-central 60s unix:///var/run/docker.sock"})
final class ReapCommand implements Callable<Integer> {
  /** How long a killed hub's containers wait for the next one. */
  static final String PATIENCE = "MCP_CENTRAL_REAP_AFTER";

  private static final Duration DEFAULT = Duration.ofSeconds(60);
  private static final Pattern SECONDS = Pattern.compile("([1-9][0-9]{0,3})s");
  private static final int MAX_SECONDS = 3600;

  /** Small, because it waits all its life: nothing is compiled, and there is no spare room. */
  private static final List<String> SMALL =
      List.of(
          "-Xms2m",
          "-Xmx32m",
          "-Xss256k",
          "-XX:+UseSerialGC",
          "-Xint",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED");

  private final Session session;

  @Parameters(index = "0", paramLabel = "HOME", description = "The hub's state.")
  private Path home = Path.of("");

  @Parameters(index = "1", paramLabel = "GRACE", description = "1s to 3600s.")
  private String grace = "";

  @Parameters(index = "2", paramLabel = "ENGINE", description = "The engine's address.")
  private String engine = "";

  ReapCommand(Session session) {
    this.session = session;
  }

  static Optional<Duration> patience(String text) {
    return Optional.of(SECONDS.matcher(text))
        .filter(Matcher::matches)
        .map(form -> Integer.parseInt(form.group(1)))
        .filter(seconds -> seconds <= MAX_SECONDS)
        .map(Duration::ofSeconds);
  }

  /** The command of a reaper for the hub of this session, without the engine's address. */
  static List<String> of(Session session) {
    Duration grace =
        session.surroundings().variable(PATIENCE).flatMap(ReapCommand::patience).orElse(DEFAULT);
    List<String> command = new ArrayList<>(DetachedHub.ownSession());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SMALL);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("reap", session.home().toString(), grace.toSeconds() + "s"));
    return command;
  }

  @Override
  public Integer call() throws Exception {
    Duration patience =
        patience(grace).orElseThrow(() -> CommandFailure.usage("not 1s to 3600s: " + grace));
    Libraries.quiet();
    String installation = Files.readString(home.resolve("installation-id")).strip();
    Reaper reaper =
        new Reaper(home, installation, engine, patience, session.surroundings().environment());
    return reaper.run(session.surroundings().in()) == Reaper.End.GIVEN_UP
        ? ExitCode.FAILED
        : ExitCode.OK;
  }
}
