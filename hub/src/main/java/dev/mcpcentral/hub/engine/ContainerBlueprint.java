package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.VolumeOptions;
import dev.mcpcentral.hub.spec.ContainerPath;
import dev.mcpcentral.hub.spec.Limits;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The container of one launch. All of its shape is decided here: by the operator's spec and by the
 * hardening that no spec can loosen. An image only brings its files, its variables, its working
 * folder and, when the launch has no command, its entry point.
 */
final class ContainerBlueprint {
  private static final int MAX_IMAGE_VOLUMES = 32;

  private final Naming naming;
  private final String name;
  private final Launch launch;
  private final RunAs user;
  private final Optional<String> runtime;
  private final List<dev.mcpcentral.hub.spec.Mount> mounts;
  private final Confided confided;
  private final Resolution resolution;

  /**
   * @param runtime of the engine's, empty for the usual one
   * @param mounts the spec's, checked
   * @param confided what its programs are told and the engine is not
   */
  ContainerBlueprint(
      Naming naming,
      String name,
      Launch launch,
      RunAs user,
      Optional<String> runtime,
      List<dev.mcpcentral.hub.spec.Mount> mounts,
      Confided confided,
      Resolution resolution) {
    this.naming = naming;
    this.name = name;
    this.launch = launch;
    this.user = user;
    this.runtime = runtime;
    this.mounts = mounts;
    this.confided = confided;
    this.resolution = resolution;
  }

  /** Fills in the command to create it. */
  CreateContainerCmd shape(CreateContainerCmd create, ContainerConfig image, String network) {
    ServerSpec spec = launch.spec();
    boolean stdio = spec.port().isEmpty();
    create
        .withName(name)
        .withUser(user.toString())
        .withEnv(environment())
        .withLabels(labels(image))
        .withHealthcheck(new HealthCheck().withTest(List.of("NONE")))
        .withStopSignal("SIGTERM")
        .withTty(false)
        .withStdinOpen(stdio)
        .withStdInOnce(stdio)
        .withAttachStdin(stdio)
        .withAttachStdout(true)
        .withAttachStderr(true)
        .withHostConfig(host(image, network));
    command(create, image);
    return create;
  }

  /** Whoever sets an entry point loses the image's own command, so that is repeated then. */
  private void command(CreateContainerCmd create, ContainerConfig image) {
    List<String> args = launch.spec().args();
    boolean own = launch.command().isEmpty();
    if (confided.prefix().isEmpty()) {
      if (!own) {
        create.withEntrypoint(launch.command());
      }
      if (!own || !args.isEmpty()) {
        create.withCmd(args);
      }
      return;
    }
    List<String> entry = new ArrayList<>(confided.prefix());
    entry.addAll(own ? words(image.getEntrypoint()) : launch.command());
    create.withEntrypoint(entry);
    create.withCmd(own && args.isEmpty() ? words(image.getCmd()) : args);
  }

  private static List<String> words(String @Nullable [] words) {
    return words == null ? List.of() : List.of(words);
  }

  private HostConfig host(ContainerConfig image, String network) {
    Limits limits = launch.spec().effectiveLimits();
    long files = limits.files();
    HostConfig host = new HostConfig();
    runtime.ifPresent(host::withRuntime);
    // Without a search list: this machine's own domain is nobody's business.
    resolution
        .resolver()
        .ifPresent(resolver ->
            host.withDns(List.of(resolver.getHostAddress())).withDnsSearch(List.of(".")));
    if (!resolution.hosts().isEmpty()) {
      host.withExtraHosts(resolution.extraHosts().toArray(String[]::new));
    }
    return host.withReadonlyRootfs(true)
        .withTmpFs(scratch(image))
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withPrivileged(false)
        .withPidsLimit((long) limits.pids())
        .withMemory(limits.memoryBytes())
        // Equal to memory: no swap, so that the limit is one.
        .withMemorySwap(limits.memoryBytes())
        .withNanoCPUs(Math.round(limits.cpus() * 1e9))
        .withUlimits(List.of(new Ulimit("nofile", files, files), core()))
        .withNetworkMode(network)
        .withIpcMode("private")
        .withCgroupnsMode("private")
        .withInit(true)
        .withAutoRemove(false)
        .withPublishAllPorts(false)
        .withRestartPolicy(RestartPolicy.noRestart())
        // Standard output is the protocol: the engine must not write all of it to a file.
        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
        .withMounts(mounts());
  }

  /** A core dump could hold secrets. */
  private static Ulimit core() {
    return new Ulimit("core", 0L, 0L);
  }

  private List<String> environment() {
    Map<String, String> all = new LinkedHashMap<>();
    // The only place that is writable whatever the image looks like.
    all.put("HOME", "/tmp");
    all.putAll(launch.environment());
    all.putAll(launch.spec().env());
    all.keySet().removeAll(confided.names());
    confided.places().forEach(all::putIfAbsent);
    return all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  /**
   * Ours, and the image's own blanked: other programs on this machine act on labels of containers
   * (proxies, updaters), and whoever built the image is not to speak to them.
   */
  private Map<String, String> labels(ContainerConfig image) {
    Map<String, String> labels = new LinkedHashMap<>();
    Objects.requireNonNullElse(image.getLabels(), Map.<String, String>of())
        .keySet()
        .forEach(key -> labels.put(key, ""));
    labels.putAll(Labels.of(naming.installation(), launch, runtime));
    return labels;
  }

  private List<Mount> mounts() {
    List<Mount> all = new ArrayList<>();
    for (var mount : Stream.concat(mounts.stream(), confided.mounts().stream()).toList()) {
      all.add(
          new Mount()
              .withType(MountType.BIND)
              .withSource(mount.source().toString())
              .withTarget(mount.target())
              .withReadOnly(mount.readOnly())
              .withBindOptions(new BindOptions().withPropagation(BindPropagation.R_PRIVATE)));
    }
    for (var volume : launch.spec().volumes()) {
      all.add(
          new Mount()
              .withType(MountType.VOLUME)
              .withSource(naming.volume(launch.spec().name(), volume))
              .withTarget(volume.target())
              // What the image has in that place does not flow into the operator's data.

              .withVolumeOptions(
                  new VolumeOptions()
                      .withNoCopy(true)
                      .withLabels(
                          Map.of(
                              Labels.INSTALLATION,
                              naming.installation(),
                              Labels.SERVER,
                              launch.spec().name().value()))));
    }
    return all;
  }

  /**
   * What can be written besides the spec's own mounts and volumes. An image's VOLUME is among it:
   * left to the engine, it would be disk space without a bound. The owner is given because some
   * engines take the mode from the image's folder instead.
   */
  private Map<String, String> scratch(ContainerConfig image) {
    String options =
        "rw,noexec,nosuid,nodev,size=%d,mode=1777,uid=%d,gid=%d"
            .formatted(launch.spec().effectiveLimits().tmpBytes(), user.uid(), user.gid());
    Map<String, String> scratch = new LinkedHashMap<>();
    scratch.put("/tmp", options);
    undeclaredVolumes(image).forEach(path -> scratch.put(path, options));
    return scratch;
  }

  private Set<String> undeclaredVolumes(ContainerConfig image) {
    Set<String> paths = new LinkedHashSet<>();
    Objects.requireNonNullElse(image.getVolumes(), Map.of())
        .keySet()
        .forEach(path -> paths.add(checked(String.valueOf(path))));
    mounts.forEach(mount -> paths.remove(mount.target()));
    launch.spec().volumes().forEach(volume -> paths.remove(volume.target()));
    if (paths.size() > MAX_IMAGE_VOLUMES) {
      throw new EngineException(
          "the image of server '%s' declares more than %d volumes: build one that declares fewer"
              .formatted(launch.spec().name(), MAX_IMAGE_VOLUMES));
    }
    return paths;
  }

  /** A VOLUME of an image's holds to the rules of a target: whoever built it is not trusted. */
  private String checked(String path) {
    try {
      return ContainerPath.check(path.length() > 1 ? path.replaceFirst("/+$", "") : path);
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          "the image of server '%s' declares a VOLUME that no server may have: %s"
              .formatted(launch.spec().name(), e.getMessage()));
    }
  }
}
