package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.spec.ServerSpec;
import java.nio.file.Path;

/**
 * Turns a server's source into something that the chosen engine can start. Blocking; minutes at
 * worst; safe for concurrent use.
 */
public interface Images {
  /**
   * Resolves, fetches and builds what is missing; returns at once when everything is there already.
   *
   * @throws ImageException when it cannot be had; the message names the step, the cause and what to
   *     do
   */
  Prepared prepare(ServerSpec spec, Progress progress);

  /**
   * What an image consists of, as files: of images that somebody else built as well, which are
   * taken out of the engine.
   *
   * @param work an empty folder that such files may be put in; the caller removes it afterwards
   * @throws ImageException when it is no image, because servers run as processes here
   */
  Materials materials(Prepared prepared, Path work);

  /** Told about each step as it begins, in words for people. Called from any thread. */
  @FunctionalInterface
  interface Progress {
    void step(String what);
  }
}
