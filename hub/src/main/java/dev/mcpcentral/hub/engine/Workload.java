package dev.mcpcentral.hub.engine;

import java.nio.file.Path;

/** A prepared program in the form that an engine can start. */
public sealed interface Workload {
  /** An image present in the Docker engine, named by its immutable id ({@code sha256:…}). */
  record Image(String id) implements Workload {}

  /** A container that somebody else starts and ends; the hub only speaks to it. */
  record Container(String name) implements Workload {}

  /** A folder on this machine with the unpacked program; shown read-only to a sandboxed process. */
  record Folder(Path path) implements Workload {}
}
