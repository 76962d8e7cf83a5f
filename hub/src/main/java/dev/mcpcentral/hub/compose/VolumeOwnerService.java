package dev.mcpcentral.hub.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The service that runs first and ends: it gives each volume to the user that will write to it. A
 * fresh volume is root's, and the servers never are root; so this one is, with no other capability
 * than changing owners, and no network.
 */
final class VolumeOwnerService {
  static final String NAME = "volume-owners";
  static final Map<String, Object> DONE =
      Map.of(NAME, Map.of("condition", "service_completed_successfully"));
  private static final String FOLDER = "/volumes/";

  private VolumeOwnerService() {}

  static Map<String, Object> service(List<ComposedServer> servers, ComposeSettings settings) {
    List<String> command = new ArrayList<>(List.of("own-volumes"));
    List<String> volumes = new ArrayList<>();
    for (String own :
        List.of(HubService.VOLUME, LauncherService.RUN_VOLUME, LauncherService.DATA_VOLUME)) {
      command.add(settings.owner() + "=" + FOLDER + own);
      volumes.add(own + ":" + FOLDER + own);
    }
    for (ComposedServer server : servers) {
      server
          .spec()
          .volumes()
          .forEach(volume -> {
            String name = server.volume(volume);
            command.add(server.container().user() + "=" + FOLDER + name);
            volumes.add(name + ":" + FOLDER + name);
          });
    }
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("image", HubService.image(settings));
    service.put("command", command);
    service.put("user", "0:0");
    HubService.confine(service);
    service.put("cap_add", List.of("CHOWN"));
    service.put("network_mode", "none");
    service.put("healthcheck", Map.of("disable", true));
    service.put("volumes", volumes);
    service.put("restart", "no");
    return service;
  }
}
