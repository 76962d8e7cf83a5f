package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerConfig;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.HostFirewall;
import dev.mcpcentral.hub.egress.Lessons;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.egress.WayOut;
import dev.mcpcentral.hub.secret.SecretValue;
import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.Instances;
import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Servers as hardened containers of a Docker engine. A stdio server is attached to before it is
 * started, so that nothing that it writes is lost.
 */
public final class DockerEngine implements Engine {
  /** How long one call of the engine's API may take; a loaded machine needs seconds for a start. */
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final String NO_NETWORK = "none";
  private static final Pattern IMAGE_ID = Pattern.compile("sha256:[0-9a-f]{64}");

  private final DockerAddress address;
  private final String description;
  private final Naming naming;
  private final MountRules mountRules;
  private final DockerApi api;
  private final DockerNetworks networks;
  private final Surroundings surroundings;
  private final VolumeOwner volumeOwner;
  private final EngineSettings settings;
  private final ProcessAges ages = new ProcessAges();
  private final Claims claims;
  private final ForeignContainers foreign;
  private final Runtimes runtimes;
  private final ContainerWires wires;
  private final Confidences confidences;
  private volatile @Nullable EngineMachine machine;

  /** Containers that have an instance in this hub: not to be swept, nor adopted again. */
  private final Set<String> live = ConcurrentHashMap.newKeySet();

  private final Leftovers leftovers;

  DockerEngine(
      DockerAddress address, DockerPing.Answer answer, EngineSettings settings, ServerLogs logs) {
    this(address, answer, settings, logs, TIMEOUT);
  }

  DockerEngine(
      DockerAddress address,
      DockerPing.Answer answer,
      EngineSettings settings,
      ServerLogs logs,
      Duration timeout) {
    this.address = address;
    this.description = answer.server().replace('/', ' ') + " at " + address.host();
    this.naming = new Naming(settings.installation());
    this.confidences = new Confidences(settings, logs);
    this.mountRules = new MountRules(settings, confidences.root());
    this.api = new DockerApi(address, answer.apiVersion(), timeout);
    this.leftovers = new Leftovers(api);
    HostFirewall firewall = new HostFirewall(settings.installation());
    this.networks = new DockerNetworks(api, naming, firewall);
    this.surroundings =
        new Surroundings(
            networks,
            new EngineViews(api, settings.home(), logs),
            logs,
            firewall,
            new Lessons(settings.home().resolve("egress")));
    this.volumeOwner = new VolumeOwner(api, naming);
    this.settings = settings;
    this.claims = new Claims(api, settings.installation());
    this.foreign = new ForeignContainers(api, claims, ages, settings, logs);
    this.runtimes = Runtimes.of(api, settings);
    this.wires = new ContainerWires(api, logs);
  }

  @Override
  public Kind kind() {
    return Kind.DOCKER;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Instance start(Launch asked) {
    return start(asked, confidences::of);
  }

  /**
   * The same for a hub that has looked up what the spec's {@code secrets} refer to: here they are
   * not looked at.
   *
   * @param told a value for each of them; none for a server that nobody has enabled
   */
  public Instance start(Launch asked, Map<String, SecretValue> told) {
    return start(asked, spec -> confidences.with(spec, told));
  }

  private Instance start(Launch asked, Function<ServerSpec, Map<String, SecretValue>> values) {
    if (asked.workload() instanceof Workload.Container(String container)) {
      return foreign.connect(container, asked.spec());
    }
    Launch launch = mountRules.applied(asked.permitted());
    try {
      Optional<String> runtime = runtime(launch.spec());
      Map<String, SecretValue> secrets = values.apply(launch.spec());
      return startAmid(new Wanted(surroundings.enter(launch), runtime, secrets));
    } catch (EngineException e) {
      throw Disclosure.without(launch, e);
    }
  }

  /** In surroundings that are there; without an instance they are given up again. */
  private Instance startAmid(Wanted wanted) {
    try {
      return adopt(wanted).orElseGet(() -> startNew(wanted));
    } catch (RuntimeException e) {
      surroundings.leave(wanted.launch().spec());
      throw e;
    }
  }

  /** {@code runtime} is empty for the engine's usual one. */
  private record Wanted(Launch launch, Optional<String> runtime, Map<String, SecretValue> secrets) {
    ServerSpec spec() {
      return launch.spec();
    }
  }

  private record Made(String id, String name) {}

  @Override
  public Map<ServerName, Traffic> traffic() {
    return surroundings.traffic();
  }

  @Override
  public Map<ServerName, WayOut> waysOut() {
    return surroundings.waysOut();
  }

  /** What {@link #start} would make, without making anything. */
  public Handover describe(Launch wanted, Handover.Places places) {
    Launch launch = mountRules.applied(wanted);
    try {
      Map<String, SecretValue> secrets = confidences.of(launch.spec());
      Optional<Path> entry =
          secrets.isEmpty() ? Optional.empty() : confidences.entry(machine().processor());
      List<Path> program = entry.map(_ -> places.entry()).stream().toList();
      return new Handover(
          described(launch, new Confided(secrets, places.secrets(), program)),
          Confided.files(secrets),
          entry);
    } catch (EngineException e) {
      throw Disclosure.without(launch, e);
    }
  }

  private ContainerDescription described(Launch launch, Confided confided) {
    ServerSpec spec = launch.spec();
    ContainerBlueprint blueprint =
        new ContainerBlueprint(
            naming,
            naming.container(spec.name()),
            launch,
            RunAs.of(spec),
            runtime(spec),
            mountRules.resolve(spec),
            confided,
            Resolution.ENGINES_OWN);
    return api.call(
        "look at the image of server '" + spec.name() + "'",
        docker ->
            ContainerDescription.of(shaped(docker, blueprint, image(launch).id(), NO_NETWORK)));
  }

  @Override
  public Isolation isolation(ServerSpec spec) {
    return runtimes.of(spec);
  }

  /** Empty for the engine's usual one. */
  private Optional<String> runtime(ServerSpec spec) {
    return switch (isolation(spec)) {
      case Isolation.Usual _, Isolation.Waived _, Isolation.Trial _ -> Optional.empty();
      case Isolation.Isolated(String name) -> Optional.of(name);
      case Isolation.Refused(String why) -> throw new EngineException(why);
    };
  }

  @Override
  public int sweep(Set<ServerName> keep) {
    Map<Boolean, List<Container>> staying =
        list(Map.of(Labels.INSTALLATION, naming.installation())).stream()
            .collect(
                Collectors.partitioningBy(
                    container -> live.contains(container.getId()) || kept(container, keep)));
    List<Container> strays = staying.getOrDefault(false, List.of());
    strays.forEach(container -> api.remove(container.getId()));
    networks.sweep(keep);
    confidences.sweep(
        staying.getOrDefault(true, List.of()).stream()
            .map(DockerEngine::name)
            .collect(Collectors.toSet()));
    return strays.size();
  }

  @Override
  public ForeignContainer look(String container) {
    return foreign.look(container).foreign();
  }

  @Override
  public Optional<Discoveries> discoveries() {
    LabelledContainers labelled = new LabelledContainers(api, claims, ages, settings);
    return Optional.of(new FollowedContainers(() -> DockerEvents.open(api), ages, labelled));
  }

  /** What can be asked about its containers besides. */
  public ContainerDesk desk() {
    return new ContainerDesk(api, settings);
  }

  @Override
  public Optional<String> trouble() {
    return switch (DockerPing.of(address)) {
      case DockerPing.Answer _ -> Optional.empty();
      case DockerPing.Silence(String reason) ->
          Optional.ofNullable(api.doesNotAnswer(reason).getMessage());
    };
  }

  @Override
  public void close() {
    leftovers.close();
    surroundings.close();
    api.close();
  }

  private static boolean kept(Container container, Set<ServerName> keep) {
    Map<String, String> labels = container.getLabels();
    return "http".equals(labels.get(Labels.TRANSPORT))
        && "running".equals(container.getState())
        && keep.stream().anyMatch(name -> name.value().equals(labels.get(Labels.SERVER)));
  }

  /**
   * A running HTTP container of an earlier hub's that is exactly what would be started now; never
   * one that belonged to somebody's session.
   */
  private Optional<Instance> adopt(Wanted wanted) {
    Launch launch = wanted.launch();
    ServerSpec spec = launch.spec();
    if (spec.port().isEmpty()
        || spec.effectiveInstances() != Instances.SHARED
        || showsEngine(spec)) {
      return Optional.empty();
    }
    return list(Labels.of(naming.installation(), launch, wanted.runtime())).stream()
        .filter(container -> "running".equals(container.getState()))
        .filter(container -> image(launch).id().equals(container.getImageId()))
        .filter(container -> confidences.told(name(container), wanted.secrets()))
        .filter(container -> live.add(container.getId()))
        .findFirst()
        .map(container -> new Made(container.getId(), name(container)))
        .map(made -> wires.http(made.id(), launch, ended -> gone(ended, made, launch)));
  }

  /**
   * Containers with these labels and with a name of ours: labels alone can come from an image that
   * somebody else runs.
   */
  private List<Container> list(Map<String, String> labels) {
    return api
        .call(
            "list containers",
            docker -> docker.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec())
        .stream()
        .filter(container -> Arrays.stream(container.getNames()).anyMatch(naming::owns))
        .toList();
  }

  /** The engine puts a slash before it. */
  private static String name(Container container) {
    return container.getNames()[0].substring(1);
  }

  private Instance startNew(Wanted wanted) {
    Launch launch = wanted.launch();
    String name = naming.container(launch.spec().name());
    String network = networks.modeFor(launch.spec());
    try {
      Made made = new Made(create(name, wanted, network), name);
      live.add(made.id());
      return launch.spec().port().isPresent()
          ? wires.startHttp(made.id(), launch, ended -> gone(ended, made, launch))
          : wires.startStdio(made.id(), launch, ended -> gone(ended, made, launch));
    } catch (RuntimeException e) {
      // By name: the engine may have made it although its answer never came.
      leftovers.discard(name);
      confidences.forget(name);
      throw e;
    }
  }

  private String create(String name, Wanted wanted, String network) {
    ServerSpec spec = wanted.spec();
    String imageId = image(wanted.launch()).id();
    RunAs user = RunAs.of(spec);
    volumeOwner.give(spec, user, imageId);
    ContainerBlueprint blueprint =
        new ContainerBlueprint(
            naming,
            name,
            wanted.launch(),
            user,
            wanted.runtime(),
            mounts(spec),
            confided(name, wanted, user),
            surroundings.resolution(spec));
    try {
      return api.call(
          "create a container for server '" + spec.name() + "'",
          docker -> shaped(docker, blueprint, imageId, network).exec().getId());
    } catch (EngineException e) {
      throw confidences.explained(e);
    }
  }

  private Confided confided(String container, Wanted wanted, RunAs user) {
    if (wanted.secrets().isEmpty()) {
      return Confided.NOTHING;
    }
    EngineMachine on = machine();
    return confidences.tell(
        wanted.spec(), container, wanted.secrets(), on.reader(user), on.processor());
  }

  private EngineMachine machine() {
    EngineMachine known = machine;
    if (known == null) {
      known = EngineMachine.of(api);
      machine = known;
    }
    return known;
  }

  private static CreateContainerCmd shaped(
      DockerClient docker, ContainerBlueprint blueprint, String imageId, String network) {
    ContainerConfig image = docker.inspectImageCmd(imageId).exec().getConfig();
    ContainerConfig known = image == null ? new ContainerConfig() : image;
    return blueprint.shape(docker.createContainerCmd(imageId), known, network);
  }

  private List<Mount> mounts(ServerSpec spec) {
    List<Mount> all = new ArrayList<>(mountRules.resolve(spec));
    all.addAll(surroundings.mounts(spec));
    return all;
  }

  /** The socket that such a container was given ended with the hub that gave it. */
  private static boolean showsEngine(ServerSpec spec) {
    return spec.reach().grants().contains(Grant.ENGINE);
  }

  private void gone(DockerInstance instance, Made made, Launch launch) {
    live.remove(instance.id());
    confidences.forget(made.name());
    if (!instance.removed()) {
      leftovers.add(instance.id());
    }
    surroundings.leave(launch.spec());
  }

  private static Workload.Image image(Launch launch) {
    if (launch.workload() instanceof Workload.Image image
        && IMAGE_ID.matcher(image.id()).matches()) {
      return image;
    }
    throw new EngineException(
        "server '%s' was not prepared as an image with an id: prepare it again"
            .formatted(launch.spec().name()));
  }
}
