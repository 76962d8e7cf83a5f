package dev.mcpcentral.hub.spec;

import dev.mcpcentral.hub.call.ServerName;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Everything an operator may say about one server. A closed type: nothing else shapes a container,
 * and there is no place for raw host configuration (threat T1).
 *
 * @param packages Debian packages that its programs need beside it, for example {@code git}; at
 *     most 16
 * @param oversight what the operator decided: risk, review, whether it may be called
 * @param args arguments after the server's own command, at most 256
 * @param env plain environment values, at most 256, in the order declared; never printed
 * @param mounts at most 32 together with the volumes, each at its own target
 * @param port for a server that speaks HTTP inside its container, 1 to 65,535; empty means stdio
 * @param httpPath where such a server serves MCP, for example {@code /mcp}
 * @param limits those that the operator has set; {@link #effectiveLimits()} are what counts
 * @param callTimeout how long one call may take, 1 s to 1 h
 * @param life how its instances come and go; of its instances, {@link #effectiveInstances()} counts
 * @param secrets what it is told in confidence, by the variable that a program would look into; at
 *     most 64, none of which is in {@code env}
 */
public record ServerSpec(
    ServerName name,
    Source source,
    List<String> packages,
    Oversight oversight,
    List<String> args,
    Map<String, String> env,
    List<Mount> mounts,
    List<Volume> volumes,
    Reach reach,
    OptionalInt port,
    String httpPath,
    DeclaredLimits limits,
    EraPin era,
    Duration callTimeout,
    Life life,
    Map<String, SecretReference> secrets) {

  /** The level of a server whose operator declared none. */
  public static final RiskLevel DEFAULT_RISK = RiskLevel.MEDIUM;

  /** Where a server with a {@code port} serves MCP unless declared otherwise. */
  public static final String DEFAULT_PATH = "/mcp";

  /** What the common clients grant a call, too. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  /**
   * Refuses what is out of bounds with {@link IllegalArgumentException}; its message is for people.
   */
  public ServerSpec {
    packages = List.copyOf(packages);
    args = List.copyOf(args);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    mounts = List.copyOf(mounts);
    volumes = List.copyOf(volumes);
    SpecRules.checkPackages(packages, source);
    SpecRules.checkArgs(args);
    secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
    SpecRules.checkEnv(env);
    SpecRules.checkSecrets(secrets, env);
    SpecRules.checkTargets(mounts, volumes);
    SpecRules.checkHttp(port, httpPath);
    SpecRules.checkTimeout(callTimeout);
    if (source instanceof Source.Remote) {
      SpecRules.checkRemote(
          nothingLocal(args, env, mounts, volumes) && secrets.isEmpty(), port, limits);
      SpecRules.checkRemoteReach(reach);
    }
    if (source instanceof Source.Container) {
      SpecRules.checkContainer(
          nothingLocal(args, env, mounts, volumes) && secrets.isEmpty(),
          limits,
          reach,
          life.instances());
    }
  }

  private static boolean nothingLocal(
      List<String> args, Map<String, String> env, List<Mount> mounts, List<Volume> volumes) {
    return args.isEmpty() && env.isEmpty() && mounts.isEmpty() && volumes.isEmpty();
  }

  /** A server of which only name and source are declared. */
  public static ServerSpec of(ServerName name, Source source) {
    return new ServerSpec(
        name,
        source,
        List.of(),
        Oversight.of(DEFAULT_RISK),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        Reach.NONE,
        OptionalInt.empty(),
        DEFAULT_PATH,
        DeclaredLimits.NONE,
        EraPin.AUTO,
        DEFAULT_TIMEOUT,
        Life.DEFAULT,
        Map.of());
  }

  /** The same server from another source, for example with its version pinned. */
  public ServerSpec withSource(Source other) {
    return with(other, oversight, env, mounts, reach, port, httpPath, secrets, life);
  }

  /** The same server, decided otherwise. */
  public ServerSpec withOversight(Oversight other) {
    return with(source, other, env, mounts, reach, port, httpPath, secrets, life);
  }

  /** The same server over HTTP at this port of its container; over stdio when there is none. */
  public ServerSpec withHttp(OptionalInt otherPort, String otherPath) {
    return with(source, oversight, env, mounts, reach, otherPort, otherPath, secrets, life);
  }

  /** The same server with its folders shown otherwise. */
  public ServerSpec withMounts(List<Mount> other) {
    return with(source, oversight, env, other, reach, port, httpPath, secrets, life);
  }

  /** The same server that may reach these addresses, and has nothing to learn any more. */
  public ServerSpec withEgress(List<Egress> other) {
    Reach listed = new Reach(reach.network(), other, reach.grants(), false);
    return with(source, oversight, env, mounts, listed, port, httpPath, secrets, life);
  }

  /** The same server with another life. */
  public ServerSpec withLife(Life other) {
    return with(source, oversight, env, mounts, reach, port, httpPath, secrets, other);
  }

  private ServerSpec with(
      Source otherSource,
      Oversight otherOversight,
      Map<String, String> otherEnv,
      List<Mount> otherMounts,
      Reach otherReach,
      OptionalInt otherPort,
      String otherPath,
      Map<String, SecretReference> otherSecrets,
      Life otherLife) {
    return new ServerSpec(
        name,
        otherSource,
        packages,
        otherOversight,
        args,
        otherEnv,
        otherMounts,
        volumes,
        otherReach,
        otherPort,
        otherPath,
        limits,
        era,
        callTimeout,
        otherLife,
        otherSecrets);
  }

  /** The declared level. */
  public RiskLevel risk() {
    return oversight.risk();
  }

  public Network network() {
    return reach.network();
  }

  /** Every reason why this server is above the lowest level, whatever was declared. */
  public List<RiskReason> riskFloors() {
    return RiskFloors.of(this);
  }

  /** The higher of the declared level and the floors that the spec itself implies. */
  public RiskLevel effectiveRisk() {
    RiskLevel level = oversight.risk();
    for (RiskReason floor : riskFloors()) {
      level = floor.level().compareTo(level) > 0 ? floor.level() : level;
    }
    return level;
  }

  /** What the effective level asks of the place where it runs. */
  public Safeguards safeguards() {
    return Safeguards.of(effectiveRisk());
  }

  /** What it may use: as declared, and where nothing is declared as its effective level has it. */
  public Limits effectiveLimits() {
    return limits.over(safeguards().limits());
  }

  /**
   * Who shares a running instance: at a level that demands it no two sessions. A container of
   * somebody else's is one, and all share it.
   */
  public Instances effectiveInstances() {
    Instances declared = life.instances();
    boolean apart = declared == Instances.SESSION || declared == Instances.CALL;
    boolean demanded = safeguards().instances() == Instances.SESSION;
    return demanded && !apart && !(source instanceof Source.Container)
        ? Instances.SESSION
        : declared;
  }

  /**
   * How a new version takes over: as declared, and where nothing is declared, never two at once of
   * what all clients share and keeps something in a volume.
   */
  public UpdateMode effectiveUpdate() {
    boolean keeps =
        !volumes.isEmpty() && effectiveInstances() == Instances.SHARED && life.pool().spare() == 0;
    return life.update().orElse(keeps ? UpdateMode.REPLACE : UpdateMode.BESIDE);
  }

  /**
   * The same server as it is tried before anybody has enabled it: it reaches nothing, knows no
   * secret and changes nothing of this machine. Its level stays.
   */
  public ServerSpec tried() {
    Map<String, String> harmless = new LinkedHashMap<>(env);
    harmless.keySet().removeIf(RiskFloors::namesSecret);
    List<Mount> readOnly =
        mounts.stream().map(mount -> new Mount(mount.source(), mount.target(), true)).toList();
    return with(
        source,
        new Oversight(effectiveRisk(), oversight.reviewed(), oversight.enabled()),
        harmless,
        readOnly,
        new Reach(Network.NONE, List.of(), reach.grants(), false),
        port,
        httpPath,
        Map.of(),
        life);
  }

  /** Leaves out arguments and environment values: both may hold secrets. */
  @Override
  public String toString() {
    return "server " + name + " (" + source + ", env " + env.keySet() + ")";
  }
}
