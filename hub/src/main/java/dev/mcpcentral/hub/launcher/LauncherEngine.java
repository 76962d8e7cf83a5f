package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.egress.WayOut;
import dev.mcpcentral.hub.engine.Discoveries;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.ForeignContainer;
import dev.mcpcentral.hub.engine.ImageStore;
import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.hub.engine.Instance.Wire;
import dev.mcpcentral.hub.engine.Isolation;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.engine.ServerLogs;
import dev.mcpcentral.hub.secret.SecretLookup;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Servers in containers that a launcher runs: this process never opens the engine's socket. When
 * the launcher is gone, everything says so, and works again once it is back.
 */
public final class LauncherEngine implements Engine {
  private static final Duration GREETING = Duration.ofSeconds(4);

  private final LauncherClient launcher;
  private final SecretLookup secrets;
  private final LogMirror logs;
  private final AtomicReference<Answer.Greeting> greeting;

  /** What was to be kept at the last sweep; a launcher that was started anew is told again. */
  private volatile Optional<Set<ServerName>> kept = Optional.empty();

  private LauncherEngine(LauncherClient launcher, ServerLogs logs, SecretLookup secrets) {
    this.launcher = launcher;
    this.secrets = secrets;
    this.logs = new LogMirror(launcher, logs);
    this.greeting = new AtomicReference<>(greet(launcher));
  }

  /** Where the environment says that a launcher is: {@code MCP_CENTRAL_ENGINE_LAUNCHER}. */
  public static Optional<Path> socket(Map<String, String> environment) {
    return LauncherClient.named(environment);
  }

  /**
   * Works with the launcher that listens at {@code socket}.
   *
   * @param logs where the lines of servers go
   * @param secrets finds what servers are told, on this side
   * @throws EngineException when it does not answer, or speaks another version
   */
  public static LauncherEngine connect(Path socket, ServerLogs logs, SecretLookup secrets) {
    return new LauncherEngine(new LauncherClient(socket), logs, secrets);
  }

  private static Answer.Greeting greet(LauncherClient launcher) {
    return launcher.ask(new Verb.Hello(), Answer.Greeting.class, GREETING, _ -> {});
  }

  /** The images of its engine. */
  public ImageStore images() {
    return new LauncherImages(launcher);
  }

  @Override
  public Kind kind() {
    return Kind.DOCKER;
  }

  @Override
  public String description() {
    return "%s, through the launcher at %s".formatted(greeting.get().engine(), launcher.socket());
  }

  @Override
  public Instance start(Launch launch) {
    Verb.Start start = new Verb.Start(launch, Told.of(launch, secrets));
    settle();
    ServerName server = launch.spec().name();
    logs.enter(server);
    try {
      Answer.Started started = launcher.ask(start, Answer.Started.class);
      return hold(started, server);
    } catch (RuntimeException e) {
      logs.leave(server);
      throw e;
    }
  }

  private Instance hold(Answer.Started started, ServerName server) {
    try {
      Conversation held = launcher.open(new Verb.Hold(started.handle()));
      try {
        return new LauncherInstance(
            launcher, started, wire(started), held, () -> logs.leave(server));
      } catch (RuntimeException e) {
        held.close();
        throw e;
      }
    } catch (IOException e) {
      throw launcher.silence(e);
    }
  }

  private Wire wire(Answer.Started started) {
    if (started.address().isPresent()) {
      InetSocketAddress address =
          new InetSocketAddress(
              InetAddress.ofLiteral(started.address().get()), started.port().orElseThrow());
      return new Wire.Http(address, new LauncherWay(launcher.socket(), started.handle()));
    }
    Conversation stream = launcher.stream(new Verb.Attach(started.handle()));
    return new Wire.Stdio(stream.in(), stream.out(), false);
  }

  /**
   * A launcher that was started anew knows nothing of what it may remove. Nothing is started
   * meanwhile, so that it is not removed as well.
   */
  private synchronized void settle() {
    Answer.Greeting now = greet(launcher);
    Answer.Greeting before = greeting.getAndSet(now);
    if (!now.run().equals(before.run())) {
      kept.ifPresent(this::sweepNow);
    }
  }

  @Override
  public Isolation isolation(ServerSpec spec) {
    return launcher.ask(new Verb.Isolate(spec), Answer.Kept.class).isolation();
  }

  @Override
  public int sweep(Set<ServerName> keep) {
    kept = Optional.of(Set.copyOf(keep));
    return sweepNow(keep);
  }

  private int sweepNow(Set<ServerName> keep) {
    return Math.toIntExact(launcher.ask(new Verb.Sweep(keep), Answer.Amount.class).count());
  }

  @Override
  public Optional<String> trouble() {
    try {
      return greet(launcher).trouble();
    } catch (EngineException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  @Override
  public ForeignContainer look(String container) {
    return launcher.ask(new Verb.Look(container), ForeignContainer.class);
  }

  @Override
  public Optional<Discoveries> discoveries() {
    return Optional.of(new LauncherDiscoveries(launcher));
  }

  @Override
  public Map<ServerName, Traffic> traffic() {
    try {
      return launcher.ask(new Verb.Traffics(), Answer.Moved.class, GREETING, _ -> {}).traffic();
    } catch (EngineException unknown) {
      return Map.of();
    }
  }

  @Override
  public Map<ServerName, WayOut> waysOut() {
    try {
      return launcher.ask(new Verb.WaysOut(), Answer.Ways.class, GREETING, _ -> {}).ways();
    } catch (EngineException unknown) {
      return Map.of();
    }
  }

  @Override
  public void close() {
    logs.close();
  }
}
