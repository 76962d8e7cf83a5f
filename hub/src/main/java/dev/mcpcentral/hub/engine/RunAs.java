package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The user that a server runs as: the owner of the folder that it may write to, so that its files
 * belong to that person, else 1001. Never root.
 */
record RunAs(int uid, int gid) {
  static final RunAs DEFAULT = new RunAs(1001, 1001);

  RunAs {
    if (uid <= 0 || gid <= 0) {
      throw new IllegalArgumentException("a server never runs as root");
    }
  }

  static RunAs of(ServerSpec spec) {
    Set<RunAs> owners = new LinkedHashSet<>();
    for (Mount mount : spec.mounts()) {
      if (!mount.readOnly()) {
        RunAs owner = owner(mount);
        if (!owner.equals(DEFAULT)) {
          owners.add(owner);
        }
      }
    }
    if (owners.size() > 1) {
      throw new EngineException(
          "the writable mounts of server '%s' belong to different users (%s), and one process cannot be both: give them one owner"
              .formatted(spec.name(), owners));
    }
    return owners.isEmpty() ? DEFAULT : owners.iterator().next();
  }

  private static RunAs owner(Mount mount) {
    try {
      int uid = (Integer) Files.getAttribute(mount.source(), "unix:uid");
      int gid = (Integer) Files.getAttribute(mount.source(), "unix:gid");
      return uid == 0 ? DEFAULT : new RunAs(uid, gid == 0 ? DEFAULT.gid : gid);
    } catch (IOException e) {
      throw new EngineException("cannot see who owns " + mount.source() + ": " + e, e);
    } catch (UnsupportedOperationException _) {
      return DEFAULT;
    }
  }

  @Override
  public String toString() {
    return uid + ":" + gid;
  }
}
