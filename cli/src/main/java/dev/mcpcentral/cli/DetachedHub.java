package dev.mcpcentral.cli;

import dev.mcpcentral.hub.admin.RunningHub;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code up} in a process of its own that outlives this one. */
final class DetachedHub {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int SHOWN_LINES = 20;

  private final Session session;
  private final boolean allowUnsandboxed;

  DetachedHub(Session session, boolean allowUnsandboxed) {
    this.session = session;
    this.allowUnsandboxed = allowUnsandboxed;
  }

  /** Returns once the hub is ready. */
  RunningHub start() throws IOException, InterruptedException {
    Path log = newLog();
    ProcessBuilder builder =
        new ProcessBuilder(command())
            .directory(session.surroundings().workingDirectory().toFile())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()));
    builder.environment().clear();
    builder.environment().putAll(session.surroundings().environment());
    builder.environment().put("MCP_CENTRAL_HOME", session.home().toString());
    Process process = builder.start();
    try (var _ = new Waiting(session.output(), "starting the hub")) {
      return awaitReady(process, log);
    }
  }

  private RunningHub awaitReady(Process process, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<RunningHub> hub = session.runningHub().filter(this::ready);
      if (hub.isPresent()) {
        return hub.get();
      }
      if (!process.isAlive()) {
        throw CommandFailure.failed("ended", "the hub ended at once:\n" + tail(log));
      }
      Thread.sleep(PAUSE);
    }
    throw CommandFailure.failed(
        "not-ready",
        "the hub was not ready within %d s; it goes on trying, and says in %s:\n%s"
            .formatted(READY_LIMIT.toSeconds(), log, tail(log)));
  }

  private boolean ready(RunningHub hub) {
    try {
      return Fields.of(session.client(hub).get("/status")).isTrue("ready");
    } catch (CommandFailure notYet) {
      return false;
    }
  }

  /** The log of the last start is kept beside the new one. */
  private Path newLog() throws IOException {
    Path home = session.home();
    if (!Files.isDirectory(home)) {
      Files.createDirectories(
          home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path log = home.resolve("hub.log");
    if (Files.exists(log)) {
      Files.move(log, home.resolve("hub.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    return log;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(ownSession());
    command.addAll(launcher());
    command.add("up");
    command.addAll(List.of("--config", session.configuration().toString()));
    if (allowUnsandboxed) {
      command.add("--allow-unsandboxed");
    }
    return command;
  }

  /** A session of its own, so that neither Ctrl-C nor the end of the terminal reaches the hub. */
  static List<String> ownSession() {
    Path setsid = Path.of("/usr/bin/setsid");
    return Files.isExecutable(setsid) ? List.of(setsid.toString()) : List.of();
  }

  private List<String> launcher() {
    return session
        .surroundings()
        .variable("MCP_CENTRAL_LAUNCHER")
        .map(List::of)
        .orElseGet(() ->
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
  }

  private static String tail(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "(it printed nothing)";
    }
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - SHOWN_LINES), all.size()));
    }
  }
}
