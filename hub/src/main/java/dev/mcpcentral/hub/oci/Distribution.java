package dev.mcpcentral.hub.oci;

import java.util.OptionalLong;
import java.util.function.Consumer;

/** One way to run the standard Docker distribution on this machine. */
interface Distribution extends AutoCloseable {
  /** For people: {@code container mcp-central-registry (registry:2)}. */
  String describe();

  /** Whether it was started by this means and is running. */
  boolean running();

  /**
   * Starts it; that it answers is for the caller to see.
   *
   * @throws RegistryException when this way is not open on this machine; the message says why
   */
  void start(Consumer<String> progress);

  /** Stops it; what it stores stays. */
  void stop();

  /**
   * Frees the blobs that no manifest refers to. Only while it is stopped: its documentation demands
   * that nothing is written meanwhile.
   *
   * @return what it printed
   */
  String collectGarbage();

  /** Bytes on disk, where they can be counted from here. */
  OptionalLong diskBytes();

  @Override
  void close();
}
