package dev.mcpcentral.hub.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services that others wrote: the registry, and the monitoring under a profile of its own. */
final class Companions {
  static final String REGISTRY = "registry";
  static final String REGISTRY_VOLUME = "registry-data";
  static final String PROMETHEUS_VOLUME = "prometheus-data";
  static final String GRAFANA_VOLUME = "grafana-data";
  static final String GRAFANA_PASSWORD = "grafana_password";

  private static final List<String> MONITORING = List.of("monitoring");

  private Companions() {}

  static Map<String, Object> registry(ComposeSettings settings) {
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("REGISTRY_STORAGE_DELETE_ENABLED", "true");
    environment.put("REGISTRY_HTTP_DEBUG_ADDR", ":5001");
    environment.put("REGISTRY_HTTP_DEBUG_PROMETHEUS_ENABLED", "true");
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("image", "registry:2");
    service.put("environment", environment);
    service.put("ports", List.of("127.0.0.1:" + settings.address().port() + ":5000"));
    service.put("volumes", List.of(REGISTRY_VOLUME + ":/var/lib/registry"));
    service.put("security_opt", List.of("no-new-privileges"));
    // The network without a way out is for the monitoring; ports are published from the other.
    service.put("networks", List.of(Networks.PUBLIC, Networks.INTERNAL));
    service.put(
        "healthcheck",
        Map.of(
            "test", List.of("CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:5000/v2/")));
    service.put("restart", "unless-stopped");
    return service;
  }

  static Map<String, Object> prometheus() {
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("image", "prom/prometheus:latest");
    service.put("profiles", MONITORING);
    service.put(
        "volumes",
        List.of(
            "./monitoring/prometheus.yml:/etc/prometheus/prometheus.yml:ro",
            PROMETHEUS_VOLUME + ":/prometheus"));
    service.put("security_opt", List.of("no-new-privileges"));
    service.put("networks", List.of(Networks.INTERNAL));
    service.put("restart", "unless-stopped");
    return service;
  }

  static Map<String, Object> grafana(ComposeSettings settings) {
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("image", "grafana/grafana:latest");
    service.put("profiles", MONITORING);
    // Grafana's own folders belong to group 0; the user is the one who can read the secret.
    service.put("user", settings.owner().replaceFirst(":.*", ":0"));
    service.put(
        "environment",
        Map.of("GF_SECURITY_ADMIN_PASSWORD_FILE", "/run/secrets/" + GRAFANA_PASSWORD));
    service.put("secrets", List.of(GRAFANA_PASSWORD));
    service.put("ports", List.of("127.0.0.1:3000:3000"));
    service.put(
        "volumes",
        List.of(
            "./monitoring/datasource.yml:/etc/grafana/provisioning/datasources/prometheus.yml:ro",
            GRAFANA_VOLUME + ":/var/lib/grafana"));
    service.put("security_opt", List.of("no-new-privileges"));
    service.put("networks", List.of(Networks.PUBLIC, Networks.INTERNAL));
    service.put("restart", "unless-stopped");
    return service;
  }
}
