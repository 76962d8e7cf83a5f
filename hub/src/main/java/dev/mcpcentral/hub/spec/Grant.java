package dev.mcpcentral.hub.spec;

/** A power that a server has by what it does, which neither its mounts nor its network tell. */
public enum Grant {
  /** Its tools run commands that the caller chooses. */
  SHELL,
  /** It is shown the container engine: read only, and without the environment of containers. */
  ENGINE
}
