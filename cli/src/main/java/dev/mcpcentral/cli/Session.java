package dev.mcpcentral.cli;

import dev.mcpcentral.hub.admin.RunningHub;
import dev.mcpcentral.hub.identity.OperatorCredential;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ConfigurationException;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.store.StateDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has, and what follows from them. */
final class Session {
  private final Surroundings surroundings;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The configuration file; mcp-central.yaml in this folder when not given.")
  @Nullable String config;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Answer with JSON on standard output, errors too.")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  Session(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Output output() {
    return new Output(surroundings, json);
  }

  /** {@code $MCP_CENTRAL_HOME}, by default {@code ~/.mcp-central}. */
  Path home() {
    return surroundings
        .variable("MCP_CENTRAL_HOME")
        .map(surroundings::resolve)
        .orElseGet(() -> surroundings.userHome().resolve(".mcp-central"));
  }

  Path auditFolder() {
    return home().resolve("audit");
  }

  Path configuration() {
    return surroundings.resolve(config == null ? ConfigurationFile.DEFAULT_NAME : config);
  }

  ConfigurationFile configurationFile() {
    Optional<Path> workspace = surroundings.variable("WORKSPACE_ROOT").map(surroundings::resolve);
    return new ConfigurationFile(configuration(), workspace, Set.of(home()));
  }

  /** What the configuration file declares; empty when there is none. */
  Optional<Configuration> declared() {
    if (!Files.exists(configuration())) {
      return Optional.empty();
    }
    try {
      return Optional.of(configurationFile().read());
    } catch (ConfigurationException e) {
      throw CommandFailure.failed("configuration", String.valueOf(e.getMessage()));
    }
  }

  /** The hub of this home, if its process is alive. */
  Optional<RunningHub> runningHub() {
    Path home = home();
    return RunningHub.find(home)
        .filter(hub -> StateDirectory.holder(home).filter(pid -> pid == hub.pid()).isPresent());
  }

  /** The admin API of the running hub; {@link CommandFailure} when there is none. */
  AdminClient hub() {
    RunningHub hub = runningHub().orElseThrow(CommandFailure::notRunning);
    checkConfiguration(hub);
    return client(hub);
  }

  AdminClient client(RunningHub hub) {
    return OperatorCredential.find(home())
        .map(credential -> new AdminClient(reachable(hub.admin()), credential.authorization()))
        .orElseThrow(CommandFailure::notRunning);
  }

  /** A hub that listens everywhere is reached on loopback, which its admin API answers to. */
  private static URI reachable(URI admin) {
    boolean everywhere = Set.of("0.0.0.0", "[0:0:0:0:0:0:0:0]", "[::]").contains(admin.getHost());
    return everywhere ? URI.create("http://127.0.0.1:" + admin.getPort()) : admin;
  }

  /** Whoever names a file must not change another one. */
  private void checkConfiguration(RunningHub hub) {
    if (config != null && !same(configuration(), hub.config())) {
      throw CommandFailure.failed(
          "other-configuration",
          "the running hub uses %s, not %s: leave --config out, or set MCP_CENTRAL_HOME to the other hub's folder"
              .formatted(hub.config(), configuration()));
    }
  }

  private static boolean same(Path one, Path other) {
    try {
      return one.equals(other) || (Files.exists(one) && Files.isSameFile(one, other));
    } catch (IOException e) {
      return false;
    }
  }
}
