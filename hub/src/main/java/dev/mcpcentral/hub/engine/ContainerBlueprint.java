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
import com.github.dockerjava.api.model.TmpfsOptions;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.VolumeOptions;
import dev.mcpcentral.hub.spec.Limits;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The container of one launch. All of its shape is decided here: by the operator's spec and by the
 * hardening that no spec can loosen. An image only brings its files, its variables, its working
 * folder and, when the launch has no command, its entry point.
 */
final class ContainerBlueprint {
  private static final String SCRATCH_BYTES = "64m";
  private static final long HIDDEN_VOLUME_BYTES = 64L << 20;
  private static final long MAX_OPEN_FILES = 4096;

  private final Naming naming;
  private final String name;
  private final Launch launch;
  private final RunAs user;
  private final List<dev.mcpcentral.hub.spec.Mount> mounts;

  /** {@code mounts} are the spec's with their real sources. */
  ContainerBlueprint(
      Naming naming,
      String name,
      Launch launch,
      RunAs user,
      List<dev.mcpcentral.hub.spec.Mount> mounts) {
    this.naming = naming;
    this.name = name;
    this.launch = launch;
    this.user = user;
    this.mounts = mounts;
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
    if (!launch.command().isEmpty()) {
      create.withEntrypoint(launch.command());
    }
    if (!launch.command().isEmpty() || !spec.args().isEmpty()) {
      create.withCmd(spec.args());
    }
    return create;
  }

  private HostConfig host(ContainerConfig image, String network) {
    Limits limits = launch.spec().limits();
    return new HostConfig()
        .withReadonlyRootfs(true)
        .withTmpFs(Map.of("/tmp", "rw,noexec,nosuid,nodev,size=" + SCRATCH_BYTES + ",mode=1777"))
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withPrivileged(false)
        .withPidsLimit((long) limits.pids())
        .withMemory(limits.memoryBytes())
        // Equal to memory: no swap, so that the limit is one.
        .withMemorySwap(limits.memoryBytes())
        .withNanoCPUs(Math.round(limits.cpus() * 1e9))
        .withUlimits(List.of(new Ulimit("nofile", MAX_OPEN_FILES, MAX_OPEN_FILES), core()))
        .withNetworkMode(network)
        .withIpcMode("private")
        .withCgroupnsMode("private")
        .withInit(true)
        .withAutoRemove(false)
        .withPublishAllPorts(false)
        .withRestartPolicy(RestartPolicy.noRestart())
        // Standard output is the protocol: the engine must not write all of it to a file.
        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
        .withMounts(mounts(image));
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
    labels.putAll(Labels.of(naming.installation(), launch));
    return labels;
  }

  private List<Mount> mounts(ContainerConfig image) {
    List<Mount> all = new ArrayList<>();
    for (var mount : mounts) {
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
    undeclaredVolumes(image).forEach(path -> all.add(scratch(path)));
    return all;
  }

  /** An image's VOLUME would make disk space without a bound: it gets a bounded scratch folder. */
  private static Mount scratch(String path) {
    return new Mount()
        .withType(MountType.TMPFS)
        .withTarget(path)
        .withTmpfsOptions(
            new TmpfsOptions().withSizeBytes(HIDDEN_VOLUME_BYTES).withMode(0777 | 01000));
  }

  private Set<String> undeclaredVolumes(ContainerConfig image) {
    Set<String> paths = new LinkedHashSet<>();
    Objects.requireNonNullElse(image.getVolumes(), Map.of())
        .keySet()
        .forEach(path -> paths.add(String.valueOf(path)));
    paths.remove("/tmp");
    mounts.forEach(mount -> paths.remove(mount.target()));
    launch.spec().volumes().forEach(volume -> paths.remove(volume.target()));
    return paths;
  }
}
