package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ulimit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A server's container as {@link DockerEngine#start} would make it, in words that other tools have
 * too. Networks are left to whoever runs it.
 *
 * @param entrypoint empty means the image's own
 * @param environment what is set besides the image's own; holds secrets
 * @param tmpfs path to options
 * @param memoryBytes the limit, without swap
 * @param ulimits name to value, soft and hard alike
 * @param stdin whether its standard input is kept open
 * @param binds folders and files of the host, with their real paths
 */
public record ContainerDescription(
    String image,
    List<String> entrypoint,
    List<String> command,
    Map<String, String> environment,
    String user,
    Map<String, String> labels,
    boolean readOnly,
    Map<String, String> tmpfs,
    List<String> capabilitiesDropped,
    List<String> securityOptions,
    long pids,
    long memoryBytes,
    long memorySwapBytes,
    double cpus,
    Map<String, Long> ulimits,
    boolean init,
    String ipc,
    String logDriver,
    String stopSignal,
    boolean stdin,
    List<Bind> binds) {

  public ContainerDescription {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    binds = List.copyOf(binds);
  }

  /** A folder or file of the host. */
  public record Bind(String source, String target, boolean readOnly) {}

  /** Environment values may be secrets. */
  @Override
  public String toString() {
    return "container of " + image + " " + labels;
  }

  static ContainerDescription of(CreateContainerCmd create) {
    HostConfig host = Objects.requireNonNull(create.getHostConfig());
    return new ContainerDescription(
        Objects.requireNonNull(create.getImage()),
        words(create.getEntrypoint()),
        words(create.getCmd()),
        environment(words(create.getEnv())),
        Objects.requireNonNull(create.getUser()),
        new TreeMap<>(Objects.requireNonNull(create.getLabels())),
        Boolean.TRUE.equals(host.getReadonlyRootfs()),
        new LinkedHashMap<>(Objects.requireNonNull(host.getTmpFs())),
        Arrays.stream(Objects.requireNonNull(host.getCapDrop())).map(Capability::name).toList(),
        Objects.requireNonNull(host.getSecurityOpts()),
        Objects.requireNonNull(host.getPidsLimit()),
        Objects.requireNonNull(host.getMemory()),
        Objects.requireNonNull(host.getMemorySwap()),
        Objects.requireNonNull(host.getNanoCPUs()) / 1e9,
        ulimits(Objects.requireNonNull(host.getUlimits())),
        Boolean.TRUE.equals(host.getInit()),
        Objects.requireNonNull(host.getIpcMode()),
        Objects.requireNonNull(host.getLogConfig().getType()).getType(),
        Objects.requireNonNull(create.getStopSignal()),
        Boolean.TRUE.equals(create.isStdinOpen()),
        binds(Objects.requireNonNull(host.getMounts())));
  }

  private static List<String> words(String @Nullable [] words) {
    return words == null ? List.of() : Arrays.asList(words);
  }

  private static Map<String, String> environment(List<String> entries) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String entry : entries) {
      int equals = entry.indexOf('=');
      environment.put(entry.substring(0, equals), entry.substring(equals + 1));
    }
    return environment;
  }

  private static Map<String, Long> ulimits(Ulimit[] ulimits) {
    Map<String, Long> byName = new LinkedHashMap<>();
    for (Ulimit ulimit : ulimits) {
      byName.put(ulimit.getName(), Objects.requireNonNull(ulimit.getHardLong()));
    }
    return byName;
  }

  private static List<Bind> binds(List<Mount> mounts) {
    return mounts.stream()
        .filter(mount -> mount.getType() == MountType.BIND)
        .map(mount ->
            new Bind(
                Objects.requireNonNull(mount.getSource()),
                Objects.requireNonNull(mount.getTarget()),
                Boolean.TRUE.equals(mount.getReadOnly())))
        .toList();
  }
}
