package dev.mcpcentral.hub.oci;

import dev.mcpcentral.hub.spec.RegistryAddress;
import dev.mcpcentral.hub.store.DurableFile;
import dev.mcpcentral.hub.store.ProcessMark;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The distribution's binary, found on this machine, as a process that outlives the one that started
 * it. Its configuration, data and log are below the state folder.
 */
final class ProcessDistribution implements Distribution {
  private static final List<String> NAMES = List.of("docker-registry", "registry");
  private static final Duration COLLECT_LIMIT = Duration.ofMinutes(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Path folder;
  private final RegistryAddress address;
  private final Map<String, String> environment;

  /**
   * @param folder for its configuration, data and log
   * @param environment with the PATH where the binary is looked for
   */
  ProcessDistribution(Path folder, RegistryAddress address, Map<String, String> environment) {
    this.folder = folder;
    this.address = address;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String describe() {
    return mark().map(mark -> "process " + mark.pid()).orElse("process") + ", data in " + data();
  }

  @Override
  public boolean running() {
    return mark().isPresent();
  }

  @Override
  public void start(Consumer<String> progress) {
    Path binary =
        binary()
            .orElseThrow(() ->
                new RegistryException(
                    "there is no 'docker-registry' on this machine (apt install docker-registry)"));
    progress.accept("starting " + binary);
    try {
      Files.createDirectories(data());
      Files.writeString(config(), configuration());
      List<String> command = new ArrayList<>(ownSession());
      command.addAll(List.of(binary.toString(), "serve", config().toString()));
      Process process = process(command, log()).start();
      DurableFile.replace(pid(), ProcessMark.of(process.toHandle()).bytes());
    } catch (IOException e) {
      throw new RegistryException(binary + " could not be started: " + e.getMessage(), e);
    }
  }

  @Override
  public void stop() {
    Optional<ProcessHandle> process = mark().flatMap(mark -> ProcessHandle.of(mark.pid()));
    if (process.isPresent() && process.get().destroy() && !ended(process.get())) {
      process.get().destroyForcibly();
      ended(process.get());
    }
    try {
      Files.deleteIfExists(pid());
    } catch (IOException e) {
      throw new RegistryException(pid() + " cannot be removed: " + e.getMessage(), e);
    }
  }

  private static boolean ended(ProcessHandle process) {
    long end = System.nanoTime() + STOP_LIMIT.toNanos();
    try {
      while (process.isAlive() && System.nanoTime() < end) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !process.isAlive();
  }

  @Override
  public String collectGarbage() {
    Path output = folder.resolve("garbage-collect.log");
    try {
      Files.deleteIfExists(output);
      Path binary = binary().orElseThrow(() -> new RegistryException("docker-registry is gone"));
      Process process =
          process(List.of(binary.toString(), "garbage-collect", config().toString()), output)
              .start();
      try {
        if (!process.waitFor(COLLECT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new RegistryException("garbage-collect was not done after 10 minutes; given up");
        }
      } finally {
        process.destroyForcibly();
      }
      String printed = Files.readString(output);
      if (process.exitValue() != 0) {
        throw new RegistryException("garbage-collect failed:\n" + lastLines(printed));
      }
      return printed;
    } catch (IOException e) {
      throw new RegistryException("garbage-collect failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException("garbage-collect was interrupted", e);
    }
  }

  /** The last lines of its log, for whoever wonders why it does not answer. */
  String logTail() {
    try {
      return Files.exists(log()) ? lastLines(Files.readString(log())) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static String lastLines(String text) {
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  @Override
  public OptionalLong diskBytes() {
    if (!Files.isDirectory(data())) {
      return OptionalLong.empty();
    }
    try (Stream<Path> files = Files.walk(data())) {
      return OptionalLong.of(files.filter(Files::isRegularFile).mapToLong(this::size).sum());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private long size(Path file) {
    return file.toFile().length();
  }

  /** Debian's name first: something else may be called {@code registry}. */
  private Optional<Path> binary() {
    String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin");
    return NAMES.stream()
        .flatMap(name ->
            Stream.of(path.split(File.pathSeparator, -1))
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .filter(Files::isRegularFile)
        .filter(ProcessDistribution::isTheDistribution)
        .findFirst();
  }

  private static boolean isTheDistribution(Path binary) {
    try {
      Path printed = Files.createTempFile("mcp-central-", ".version");
      try {
        Process asked = process(List.of(binary.toString(), "--version"), printed).start();
        boolean done = asked.waitFor(5, TimeUnit.SECONDS);
        asked.destroyForcibly();
        return done && Files.readString(printed).contains("distribution");
      } finally {
        Files.deleteIfExists(printed);
      }
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Without our environment: variables named REGISTRY_… would overrule the configuration. */
  private static ProcessBuilder process(List<String> command, Path output) {
    var builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().clear();
    return builder;
  }

  /** A session of its own, so that neither Ctrl-C nor the end of the terminal reaches it. */
  private static List<String> ownSession() {
    Path setsid = Path.of("/usr/bin/setsid");
    return Files.isExecutable(setsid) ? List.of(setsid.toString()) : List.of();
  }

  private String configuration() {
    return """
    # Written by 'mcp-central registry up' at each start.
    version: 0.1
    log: {level: warn, accesslog: {disabled: true}}
    storage:
      filesystem: {rootdirectory: '%s'}
      delete: {enabled: true}
    http: {addr: '127.0.0.1:%d'}
    """
        .formatted(data().toString().replace("'", "''"), address.port());
  }

  private Optional<ProcessMark> mark() {
    return DurableFile.read(pid()).flatMap(ProcessMark::parse).filter(ProcessMark::isAlive);
  }

  private Path pid() {
    return folder.resolve("registry.pid");
  }

  private Path config() {
    return folder.resolve("config.yml");
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path log() {
    return folder.resolve("registry.log");
  }

  @Override
  public void close() {
    // A process has no connection that could be closed; it goes on.
  }
}
