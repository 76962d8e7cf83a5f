package dev.mcpcentral.hub.spec;

import dev.mcpcentral.hub.call.ServerName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one server of the file. */
final class ServerReader {
  private static final String EXAMPLE = "{source: npm:@modelcontextprotocol/server-memory}";

  private final HostPaths paths;
  private final Problems problems;

  ServerReader(HostPaths paths, Problems problems) {
    this.paths = paths;
    this.problems = problems;
  }

  /** Empty when something is wrong with it; the problems say what. */
  Optional<ServerSpec> read(String name, Node key, Node value) {
    String where = "server '" + Section.shown(name) + "'";
    Section server = Section.of(value, where, Keys.SERVER, EXAMPLE, problems);
    Optional<Source> source =
        server.value("source", "npm:@scope/package", text -> Source.parse(text, paths.baseDir()));
    if (server.isMapping() && server.node("source").isEmpty()) {
      problems.add(key, where + " has no source: give one of " + SourceGrammar.FORMS);
    }
    try {
      ServerName serverName = new ServerName(name);
      Draft draft = draft(server);
      return source.map(found -> draft.build(serverName, found));
    } catch (InvalidSpecException e) {
      problems.add(server.place(e.key()), e.getMessage() + server.in());
    } catch (IllegalArgumentException e) {
      problems.add(key, Section.shown(name) + " cannot be declared: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Draft draft(Section server) {
    LifeReader life = new LifeReader(server, problems);
    Optional<Integer> port = server.value("port", "8080", Sizes::whole);
    return new Draft(
        server.texts("packages", "[git]"),
        oversight(server),
        server.texts("args", "[--verbose, /workspace]"),
        env(server),
        mounts(server),
        volumes(server),
        reach(server),
        port.map(OptionalInt::of).orElse(OptionalInt.empty()),
        server.text("path", "/mcp").orElse(ServerSpec.DEFAULT_PATH),
        limits(server),
        server.choice("era", List.of(EraPin.values())).orElse(EraPin.AUTO),
        server.value("timeout", "60s", Sizes::time).orElse(ServerSpec.DEFAULT_TIMEOUT),
        life.life(),
        life.secrets());
  }

  private static Oversight oversight(Section server) {
    return new Oversight(
        server.choice("risk", List.of(RiskLevel.values())).orElse(ServerSpec.DEFAULT_RISK),
        server.choice("review", List.of(Review.values())).orElse(Review.DONE) == Review.DONE,
        server.choice("enabled", List.of(Switch.values())).orElse(Switch.TRUE) == Switch.TRUE);
  }

  private Reach reach(Section server) {
    boolean learning = server.word("egress").equals(Optional.of(Reach.LEARN));
    List<Egress> egress =
        learning
            ? List.of()
            : server.values("egress", "[api.example.com:443] or learn", Egress::parse);
    Set<Grant> grants = Set.copyOf(server.choices("grants", List.of(Grant.values())));
    Network network = server.choice("network", List.of(Network.values())).orElse(Network.NONE);
    return new Reach(network, egress, grants, learning);
  }

  private Map<String, String> env(Section server) {
    String example = "{API_URL: https://api.example.com}";
    return server
        .node("env")
        .map(node -> Section.free(node, "'env'" + server.in(), example, problems))
        .map(env -> (Map<String, String>) env.textEntries("\"\" for an empty value"))
        .orElse(Map.of());
  }

  private List<Mount> mounts(Section server) {
    String example = "mounts: [{source: ./workspace, target: /workspace, mode: ro}]";
    List<Mount> mounts = new ArrayList<>();
    for (Node node : server.list("mounts", example)) {
      String where = "a mount of " + server.where();
      Section mount = Section.of(node, where, Keys.MOUNT, example, problems);
      Optional<Path> source = mount.value("source", "./workspace", paths::mountSource);
      Optional<String> target = mount.value("target", "/workspace", ContainerPath::check);
      Mode mode = mount.choice("mode", List.of(Mode.values())).orElse(Mode.RO);
      require(mount, "source", where);
      require(mount, "target", where);
      if (source.isPresent() && target.isPresent()) {
        mounts.add(new Mount(source.get(), target.get(), mode == Mode.RO));
      }
    }
    return mounts;
  }

  private List<Volume> volumes(Section server) {
    String example = "volumes: [{name: data, target: /data}]";
    List<Volume> volumes = new ArrayList<>();
    for (Node node : server.list("volumes", example)) {
      String where = "a volume of " + server.where();
      Section volume = Section.of(node, where, Keys.VOLUME, example, problems);
      Optional<String> target = volume.value("target", "/data", ContainerPath::check);
      require(volume, "name", where);
      require(volume, "target", where);
      if (target.isPresent()) {
        volume
            .value("name", "data", name -> new Volume(name, target.get()))
            .ifPresent(volumes::add);
      }
    }
    return volumes;
  }

  private void require(Section section, String key, String where) {
    if (section.node(key).isEmpty()) {
      problems.add(section.place(key), where + " has no " + key);
    }
  }

  private DeclaredLimits limits(Section server) {
    Optional<Section> found =
        server.section("limits", Keys.LIMITS, "{memory: 512m, cpus: 1, pids: 128}");
    if (found.isEmpty()) {
      return DeclaredLimits.NONE;
    }
    Section limits = found.get();
    Optional<Long> memory = limits.value("memory", "512m", Sizes::bytes);
    Optional<Double> cpus = limits.value("cpus", "1", Sizes::number);
    Optional<Integer> pids = limits.value("pids", "128", Sizes::whole);
    Optional<Integer> files = limits.value("files", "1024", Sizes::whole);
    Optional<Long> tmp = limits.value("tmp", "64m", Sizes::bytes);
    try {
      return new DeclaredLimits(memory, cpus, pids, files, tmp);
    } catch (InvalidSpecException e) {
      problems.add(limits.place(e.key()), e.getMessage() + server.in());
      return DeclaredLimits.NONE;
    }
  }

  private enum Review {
    DONE,
    PENDING
  }

  private enum Switch {
    TRUE,
    FALSE
  }

  private enum Mode {
    RO,
    RW
  }

  /** Everything but name and source. */
  private record Draft(
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

    ServerSpec build(ServerName name, Source source) {
      return new ServerSpec(
          name,
          source,
          packages,
          oversight,
          args,
          env,
          mounts,
          volumes,
          reach,
          port,
          httpPath,
          limits,
          era,
          callTimeout,
          life,
          secrets);
    }
  }
}
