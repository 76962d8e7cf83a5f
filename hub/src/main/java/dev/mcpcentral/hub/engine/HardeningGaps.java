package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a container of somebody else's lacks of the hardening that the hub's own have. */
final class HardeningGaps {
  private HardeningGaps() {}

  static List<String> of(InspectContainerResponse container) {
    HostConfig host = Objects.requireNonNullElseGet(container.getHostConfig(), HostConfig::new);
    List<String> lacks = new ArrayList<>();
    add(lacks, Boolean.TRUE.equals(host.getPrivileged()), "it is privileged");
    add(lacks, isRoot(container.getConfig().getUser()), "it runs as root");
    add(lacks, !dropsAll(host.getCapDrop()), "it keeps the engine's default capabilities");
    add(lacks, notEmpty(host.getCapAdd()), "it has capabilities added");
    add(lacks, !Boolean.TRUE.equals(host.getReadonlyRootfs()), "its root file system is writable");
    add(lacks, !noNewPrivileges(host), "it may gain privileges (no no-new-privileges)");
    add(lacks, hostMounts(container), "it has folders of this machine mounted");
    add(lacks, "host".equals(host.getNetworkMode()), "it uses the machine's own network");
    add(lacks, "host".equals(host.getPidMode()), "it sees the machine's processes");
    add(lacks, !isPositive(host.getMemory()), "it has no memory limit");
    add(lacks, !isPositive(host.getPidsLimit()), "it has no limit of processes");
    return List.copyOf(lacks);
  }

  private static void add(List<String> lacks, boolean missing, String what) {
    if (missing) {
      lacks.add(what);
    }
  }

  private static boolean isRoot(@Nullable String user) {
    String name = user == null ? "" : user.split(":", 2)[0];
    return name.isEmpty() || name.equals("root") || name.matches("0+");
  }

  private static boolean dropsAll(Capability @Nullable [] dropped) {
    return dropped != null && Arrays.asList(dropped).contains(Capability.ALL);
  }

  private static boolean notEmpty(Object @Nullable [] values) {
    return values != null && values.length > 0;
  }

  private static boolean noNewPrivileges(HostConfig host) {
    List<String> options = host.getSecurityOpts();
    return options != null
        && options.stream()
            .anyMatch(
                option -> option.startsWith("no-new-privileges") && !option.endsWith("false"));
  }

  /** A volume has a name; a mount of this machine's has none. */
  private static boolean hostMounts(InspectContainerResponse container) {
    var mounts = container.getMounts();
    return mounts != null
        && mounts.stream().anyMatch(mount -> mount.getName() == null && mount.getSource() != null);
  }

  private static boolean isPositive(@Nullable Long value) {
    return value != null && value > 0;
  }
}
