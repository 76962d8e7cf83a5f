package dev.mcpcentral.hub.spec;

/** As what a server runs on this machine. */
public enum Form {
  /** In a container of its own, where the hub has an engine for containers. */
  CONTAINER,
  /** As a sandboxed process, also beside containers: what ran that way before it is migrated. */
  PROCESS
}
