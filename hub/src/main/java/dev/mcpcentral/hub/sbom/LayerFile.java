package dev.mcpcentral.hub.sbom;

/**
 * A file as one layer has it.
 *
 * @param path without a slash at the beginning
 * @param layer 0 is the lowest
 * @param mode the permission bits, with setuid and setgid
 * @param capabilities whether the layer gives it file capabilities
 */
public record LayerFile(String path, int layer, int mode, long size, boolean capabilities) {
  private static final int SETUID_OR_SETGID = 06000;
  private static final int EXECUTABLE = 0111;

  public boolean raisesRights() {
    return (mode & SETUID_OR_SETGID) != 0 && executable();
  }

  public boolean executable() {
    return (mode & EXECUTABLE) != 0;
  }

  /** The last part of its path. */
  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
