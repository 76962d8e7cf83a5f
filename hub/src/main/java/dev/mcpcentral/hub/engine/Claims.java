package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which hub speaks to a container of somebody else's. A claim is an empty volume named after the
 * container: to create one that exists changes nothing, so the labels of the first creator tell
 * whose it is.
 */
final class Claims {
  static final String PREFIX = "mcp-central-claim-";

  private static final int ID_CHARS = 12;
  private static final String NOBODY = "";
  private static final List<InspectVolumeResponse> NONE = List.of();
  private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f]{12}");

  private final DockerApi api;
  private final String installation;

  Claims(DockerApi api, String installation) {
    this.api = api;
    this.installation = installation;
  }

  static String volume(String containerId) {
    return PREFIX + containerId.substring(0, Math.min(ID_CHARS, containerId.length()));
  }

  /** Claims a container, again if need be. Returns the hub that has it, if it is another one. */
  Optional<String> claim(String containerId) {
    String volume = volume(containerId);
    String owner =
        api.call(
            "claim container " + containerId,
            docker -> {
              docker
                  .createVolumeCmd()
                  .withName(volume)
                  .withLabels(Map.of(Labels.INSTALLATION, installation))
                  .exec();
              // Its answer repeats the labels of the question, so the volume itself is asked.
              return owner(docker.inspectVolumeCmd(volume).exec());
            });
    return owner.equals(installation) ? Optional.empty() : Optional.of(owner);
  }

  /**
   * All claims of all hubs; what merely has such a name is none: the first characters of the
   * container's id, and the hub.
   */
  Map<String, String> all() {
    List<InspectVolumeResponse> volumes =
        api.call(
            "list claims",
            docker ->
                docker.listVolumesCmd().withFilter("name", List.of(PREFIX)).exec().getVolumes());
    Map<String, String> owners = new TreeMap<>();
    for (InspectVolumeResponse volume : volumes == null ? NONE : volumes) {
      if (NAME.matcher(volume.getName()).matches() && !owner(volume).equals(NOBODY)) {
        owners.put(volume.getName().substring(PREFIX.length()), owner(volume));
      }
    }
    return owners;
  }

  boolean isOurs(String owner) {
    return owner.equals(installation);
  }

  /** Gives a claim up; whoever claims next has the container. */
  void release(String shortId) {
    api.run("release container " + shortId, docker -> remove(docker, PREFIX + shortId));
  }

  void releaseAll() {
    all()
        .forEach((shortId, owner) -> {
          if (isOurs(owner)) {
            release(shortId);
          }
        });
  }

  private static void remove(DockerClient docker, String volume) {
    try {
      docker.removeVolumeCmd(volume).exec();
    } catch (NotFoundException _) {
      // Another hub noticed as well that the container is gone.
    } catch (ConflictException _) {
      // Somebody has mounted it: it is tried again with the next look.
    }
  }

  private static String owner(InspectVolumeResponse volume) {
    Map<String, String> labels = volume.getLabels();
    return labels == null ? NOBODY : labels.getOrDefault(Labels.INSTALLATION, NOBODY);
  }
}
