package dev.mcpcentral.hub.compose;

import dev.mcpcentral.hub.engine.ContainerDescription;
import dev.mcpcentral.hub.engine.Handover;
import dev.mcpcentral.hub.spec.Network;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Volume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One server as a service of a compose file: the container that the hub would start, key by key.
 *
 * @param image with a tag or digest, for Compose to find it
 */
record ComposedServer(ServerSpec spec, Handover handover, String image) {
  private static final String AUDITED = "true";

  String name() {
    return spec.name().value();
  }

  ContainerDescription container() {
    return handover.container();
  }

  /** The name of a volume in the file; unique, because server names hold no dot. */
  String volume(Volume volume) {
    return name() + "." + volume.name();
  }

  /** Its networks in the file; none for a server that reaches nothing and is reached by stdio. */
  List<String> networks() {
    List<String> networks = new ArrayList<>();
    if (spec.port().isPresent()) {
      networks.add(Networks.closed(name()));
    }
    if (spec.network() == Network.OPEN) {
      networks.add(Networks.OPEN);
    }
    return networks;
  }

  Map<String, Object> service(ComposeSettings settings) {
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("image", image);
    service.put("container_name", settings.container(name()));
    if (!container().entrypoint().isEmpty()) {
      service.put("entrypoint", container().entrypoint());
    }
    if (!container().entrypoint().isEmpty() || !container().command().isEmpty()) {
      service.put("command", container().command());
    }
    service.put("user", container().user());
    service.put("environment", container().environment());
    service.put("labels", labels(settings));
    confine(service);
    store(service);
    connect(service);
    service.put("restart", "unless-stopped");
    return service;
  }

  private void confine(Map<String, Object> service) {
    service.put("read_only", container().readOnly());
    service.put(
        "tmpfs",
        container().tmpfs().entrySet().stream().map(e -> e.getKey() + ":" + e.getValue()).toList());
    service.put("cap_drop", container().capabilitiesDropped());
    service.put("security_opt", container().securityOptions());
    service.put("pids_limit", container().pids());
    service.put("mem_limit", container().memoryBytes());
    service.put("memswap_limit", container().memorySwapBytes());
    service.put("cpus", container().cpus());
    service.put("ulimits", container().ulimits());
    service.put("init", container().init());
    service.put("ipc", container().ipc());
    service.put("stop_signal", container().stopSignal());
    service.put("stdin_open", container().stdin());
    service.put("tty", false);
    service.put("logging", Map.of("driver", container().logDriver()));
    service.put("healthcheck", Map.of("disable", true));
  }

  private void store(Map<String, Object> service) {
    List<Object> volumes = new ArrayList<>();
    for (ContainerDescription.Bind bind : container().binds()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("type", "bind");
      entry.put("source", bind.source());
      entry.put("target", bind.target());
      entry.put("read_only", bind.readOnly());
      entry.put("bind", Map.of("propagation", "rprivate"));
      volumes.add(entry);
    }
    for (Volume volume : spec.volumes()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("type", "volume");
      entry.put("source", volume(volume));
      entry.put("target", volume.target());
      entry.put("volume", Map.of("nocopy", true));
      volumes.add(entry);
    }
    if (!volumes.isEmpty()) {
      service.put("volumes", volumes);
    }
    if (!spec.volumes().isEmpty()) {
      service.put("depends_on", VolumeOwnerService.DONE);
    }
  }

  private void connect(Map<String, Object> service) {
    if (networks().isEmpty()) {
      service.put("network_mode", "none");
    } else {
      service.put("networks", networks());
    }
  }

  /** Those of the image are blanked, as the hub does. */
  private Map<String, String> labels(ComposeSettings settings) {
    Map<String, String> labels = new LinkedHashMap<>();
    container()
        .labels()
        .forEach((key, value) -> {
          if (value.isEmpty()) {
            labels.put(key, value);
          }
        });
    labels.put("mcp.server", name());
    labels.put("mcp.hub", settings.project());
    labels.put("mcp.governance.level", spec.effectiveRisk().name().toLowerCase(Locale.ROOT));
    labels.put("mcp.governance.audit", AUDITED);
    labels.put("mcp.transport", spec.port().isPresent() ? "http" : "stdio");
    spec.port()
        .ifPresent(port -> {
          labels.put("mcp.port", String.valueOf(port));
          labels.put("mcp.path", spec.httpPath());
        });
    return labels;
  }
}
