package dev.mcpcentral.hub.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The launcher as a service: the only one with the engine's socket. It listens on a Unix socket in
 * a volume that only the hub has as well. It is on the machine's own network, from which every
 * container is reached and where it listens to nobody.
 */
final class LauncherService {
  static final String NAME = "mcp-launcher";
  static final String RUN_VOLUME = "launcher-run";
  static final String DATA_VOLUME = "launcher-data";

  private static final String RUN = "/run/mcp-central";
  private static final String SOCKET = RUN + "/launcher.sock";

  private LauncherService() {}

  /** Of the hub: where its launcher is. */
  static String address() {
    return "unix://" + SOCKET;
  }

  /** How another service sees the socket; it cannot put another in its place. */
  static String shown() {
    return RUN_VOLUME + ":" + RUN + ":ro";
  }

  static Map<String, Object> service(ComposeSettings settings) {
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("image", HubService.image(settings));
    service.put("command", List.of("launcher", "--socket", SOCKET));
    service.put("container_name", settings.container(NAME));
    service.put("user", settings.owner());
    service.put("group_add", List.of(String.valueOf(settings.socketGroup())));
    service.put("environment", Map.of("MCP_HUB_NAME", settings.project()));
    service.put(
        "volumes",
        List.of(
            settings.socket() + ":/var/run/docker.sock",
            RUN_VOLUME + ":" + RUN,
            DATA_VOLUME + ":/data"));
    HubService.confine(service);
    service.put("network_mode", "host");
    service.put("healthcheck", Map.of("disable", true));
    service.put("depends_on", VolumeOwnerService.DONE);
    service.put("restart", "unless-stopped");
    return service;
  }
}
