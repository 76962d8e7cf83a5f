package dev.mcpcentral.hub.compose;

import dev.mcpcentral.hub.compose.Yaml.Merged;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hub as a service. */
final class HubService {
  static final String NAME = "mcp-hub";
  static final String VOLUME = "hub-data";

  /** The secret with which clients come: everybody needs one, because the hub listens to others. */
  static final String TOKEN = "mcp_hub_token";

  private HubService() {}

  static String image(ComposeSettings settings) {
    return settings.image(NAME) + ":" + settings.version();
  }

  static Map<String, Object> service(ComposeSettings settings) {
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("image", image(settings));
    service.put("container_name", settings.container(NAME));
    service.put("user", settings.owner());
    service.put("environment", new Merged("common-variables", environment(settings)));
    service.put("ports", ports(settings.ports()));
    service.put(
        "volumes", List.of("./config:/config:ro", VOLUME + ":/data", LauncherService.shown()));
    service.put("secrets", List.of(TOKEN));
    confine(service);
    // Servers over HTTP are reached through the launcher: the hub is on none of their networks.
    service.put("networks", List.of(Networks.PUBLIC, Networks.INTERNAL));
    service.put("depends_on", dependencies());
    service.put("restart", "unless-stopped");
    return service;
  }

  private static Map<String, Object> environment(ComposeSettings settings) {
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("MCP_MODE", "centralized");
    environment.put("MCP_HUB_NAME", settings.project());
    environment.put("MCP_HUB_TOKEN_FILE", "/run/secrets/" + TOKEN);
    environment.put("DOCKER_MCP_ENABLED", "true");
    environment.put("MCP_CENTRAL_ENGINE_LAUNCHER", LauncherService.address());
    environment.put("A2A_ENABLED", "false");
    return environment;
  }

  /** On loopback only: whoever else should come in, comes through a proxy with TLS. */
  private static List<String> ports(ComposeSettings.Ports ports) {
    return List.of(
        "127.0.0.1:" + ports.mcp() + ":3010",
        "127.0.0.1:" + ports.a2a() + ":3011",
        "127.0.0.1:" + ports.bridge() + ":3012",
        "127.0.0.1:" + ports.admin() + ":3013");
  }

  private static Map<String, Object> dependencies() {
    Map<String, Object> all = new LinkedHashMap<>(VolumeOwnerService.DONE);
    all.put(LauncherService.NAME, Map.of("condition", "service_started"));
    return all;
  }

  /** What our own containers need to run, and no more. */
  static void confine(Map<String, Object> service) {
    service.put("read_only", true);
    service.put("tmpfs", List.of("/tmp:rw,noexec,nosuid,nodev,size=64m,mode=1777"));
    service.put("cap_drop", List.of("ALL"));
    service.put("security_opt", List.of("no-new-privileges"));
    service.put("pids_limit", 512);
    service.put("mem_limit", "768m");
    service.put("memswap_limit", "768m");
    service.put("init", true);
  }
}
