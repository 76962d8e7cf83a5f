package dev.mcpcentral.hub.compose;

import dev.mcpcentral.hub.compose.Yaml.Anchor;
import dev.mcpcentral.hub.compose.Yaml.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of a compose file. It has only keys that Compose 1.29, the last one in Python, knows as
 * well.
 */
final class ComposeFile {
  /** What tells our files from other people's. */
  static final String MARK = "# Written by mcp-central compose.";

  private static final String HEAD =
      MARK
          + """
           Do not edit: run the command again instead.
          #
          #   docker-compose up -d                          (docker compose up -d, with a newer Compose)
          #   docker-compose --profile monitoring up -d     when it was written --with-monitoring
          #
          # Its name is in .env, what is secret is in secrets/, and the hub's own configuration is in config/.

          """;

  private final List<ComposedServer> servers;
  private final ComposeSettings settings;

  ComposeFile(List<ComposedServer> servers, ComposeSettings settings) {
    this.servers = List.copyOf(servers);
    this.settings = settings;
  }

  String text() {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("version", "3.8");
    file.put("x-common-variables", new Anchor("common-variables", common()));
    file.put("services", services());
    file.put("networks", Networks.of(servers));
    file.put("volumes", volumes());
    file.put("secrets", secrets());
    return HEAD + Yaml.text(file);
  }

  private static Map<String, Object> common() {
    Map<String, Object> common = new LinkedHashMap<>();
    common.put("LOG_LEVEL", new Template("${LOG_LEVEL:-info}"));
    common.put("GOVERNANCE_ENABLED", "true");
    common.put("WORKSPACE_ROOT", "/workspace");
    return common;
  }

  private Map<String, Object> services() {
    Map<String, Object> services = new LinkedHashMap<>();
    if (settings.registry()) {
      services.put(Companions.REGISTRY, Companions.registry(settings));
    }
    services.put(VolumeOwnerService.NAME, VolumeOwnerService.service(servers, settings));
    services.put(LauncherService.NAME, LauncherService.service(settings));
    services.put(HubService.NAME, HubService.service(settings));
    servers.forEach(server -> services.put(server.name() + "-mcp", server.service(settings)));
    if (settings.monitoring()) {
      services.put("prometheus", Companions.prometheus());
      services.put("grafana", Companions.grafana(settings));
    }
    return services;
  }

  private Map<String, Object> volumes() {
    Map<String, Object> volumes = new LinkedHashMap<>();
    volumes.put(HubService.VOLUME, Map.of());
    volumes.put(LauncherService.RUN_VOLUME, Map.of());
    volumes.put(LauncherService.DATA_VOLUME, Map.of());
    if (settings.registry()) {
      volumes.put(Companions.REGISTRY_VOLUME, Map.of());
    }
    for (ComposedServer server : servers) {
      server.spec().volumes().forEach(volume -> volumes.put(server.volume(volume), Map.of()));
    }
    if (settings.monitoring()) {
      volumes.put(Companions.PROMETHEUS_VOLUME, Map.of());
      volumes.put(Companions.GRAFANA_VOLUME, Map.of());
    }
    return volumes;
  }

  private Map<String, Object> secrets() {
    Map<String, Object> secrets = new LinkedHashMap<>();
    secrets.put(HubService.TOKEN, secret(HubService.TOKEN));
    if (settings.monitoring()) {
      secrets.put(Companions.GRAFANA_PASSWORD, secret(Companions.GRAFANA_PASSWORD));
    }
    return secrets;
  }

  private static Map<String, Object> secret(String name) {
    return Map.of("file", "./" + ComposeFolder.SECRETS + "/" + name);
  }
}
