package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Makes a server's volumes belong to the user that it runs as; a fresh volume is root's. The engine
 * unpacks an archive into a container as root, and an archive whose only entry is the folder at
 * which the volume is mounted changes that folder's owner. That takes a container that is created
 * and removed but never started, so it needs no program in the image and nothing runs as root. The
 * server's own container will not do: the engine does not unpack into a read-only root.
 */
final class VolumeOwner {
  private static final String TARGET = "mcp-central-volume";

  private final DockerApi api;
  private final Naming naming;

  /** What has been done in this hub's life: {@code <volume>=<user>}. */
  private final Set<String> given = ConcurrentHashMap.newKeySet();

  VolumeOwner(DockerApi api, Naming naming) {
    this.api = api;
    this.naming = naming;
  }

  /** Creates the spec's volumes where they are missing, and gives each to {@code user}. */
  void give(ServerSpec spec, RunAs user, String imageId) {
    for (var volume : spec.volumes()) {
      String name = naming.volume(spec.name(), volume);
      String done = name + "=" + user;
      if (!given.contains(done)) {
        api.run("prepare volume " + name, docker -> give(docker, spec, name, user, imageId));
        given.add(done);
      }
    }
  }

  private void give(
      DockerClient docker, ServerSpec spec, String volume, RunAs user, String imageId) {
    Map<String, String> labels =
        Map.of(Labels.INSTALLATION, naming.installation(), Labels.SERVER, spec.name().value());
    docker.createVolumeCmd().withName(volume).withLabels(labels).exec();
    Mount mount =
        new Mount().withType(MountType.VOLUME).withSource(volume).withTarget("/" + TARGET);
    String container =
        docker
            .createContainerCmd(imageId)
            .withName(naming.container(spec.name()))
            .withLabels(Labels.of(naming.installation(), spec))
            .withEntrypoint("/never-started")
            .withHostConfig(new HostConfig().withNetworkMode("none").withMounts(List.of(mount)))
            .exec()
            .getId();
    try {
      docker
          .copyArchiveToContainerCmd(container)
          .withRemotePath("/")
          .withTarInputStream(new ByteArrayInputStream(folderOf(user)))
          .exec();
    } finally {
      docker.removeContainerCmd(container).withForce(true).exec();
    }
  }

  private static byte[] folderOf(RunAs user) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry(TARGET + "/");
      entry.setMode(0700);
      entry.setIds(user.uid(), user.gid());
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException("writing an archive to memory", e);
    }
    return bytes.toByteArray();
  }
}
