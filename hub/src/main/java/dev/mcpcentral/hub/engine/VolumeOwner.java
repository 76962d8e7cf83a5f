package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Makes a volume belong to the user of a container. A fresh volume is root's; the engine unpacks an
 * archive into a created container as root, and an archive whose only entry is the folder itself
 * changes its owner. That needs neither a program in the image nor a container that runs as root.
 */
final class VolumeOwner {
  private VolumeOwner() {}

  static void give(DockerClient docker, String containerId, String target, RunAs user) {
    docker
        .copyArchiveToContainerCmd(containerId)
        .withRemotePath(target)
        .withTarInputStream(new ByteArrayInputStream(folderOf(user)))
        .exec();
  }

  private static byte[] folderOf(RunAs user) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("./");
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
