package dev.mcpcentral.hub.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The images that an engine holds. Blocking, safe for concurrent use. Every method throws {@link
 * EngineException} when the engine cannot be reached or refuses.
 */
public interface ImageStore extends AutoCloseable {
  /** The processor architecture that images must have, in Docker's words: {@code amd64}. */
  String architecture();

  /** What is known about an image present in the engine, named by id, tag or digest. */
  Optional<Stored> inspect(String reference);

  /**
   * Fetches an image from its registry.
   *
   * @param progress told about each stage in words
   * @throws EngineException when it is not there after {@code limit}, or the registry refuses
   */
  Stored pull(String reference, Duration limit, Consumer<String> progress);

  /** Takes the images of a docker-archive (what {@code docker save} writes) into the engine. */
  void load(Path archive);

  /** Writes an image with its layers as a docker-archive. */
  void save(String reference, Path archive);

  /**
   * Builds the Dockerfile at the root of a folder with the engine's own builder; {@code
   * .dockerignore} counts.
   *
   * @param online whether the build's steps may reach the network
   * @param progress told each line that the build prints
   * @throws EngineException when a step fails or {@code limit} has passed; the message has the last
   *     lines
   */
  Stored build(Path folder, String tag, boolean online, Duration limit, Consumer<String> progress);

  /** Gives an image one more name, {@code repository:tag}; a name that was another's moves. */
  void tag(String reference, String name);

  /** Removes an image that nothing runs from; its layers stay while other images have them. */
  void remove(String reference);

  /**
   * Writes a folder of an image, as a tar stream, to a file. Nothing of the image runs.
   *
   * @param folder absolute path in the image
   */
  void copyOut(String image, String folder, Path tar);

  /** Releases connections; without effect where there are none. */
  @Override
  default void close() {}

  /**
   * An image in the engine.
   *
   * @param id {@code sha256:…}
   * @param digest the registry's digest, {@code name@sha256:…}; empty for images made here
   * @param layers the diff ids of its layers, lowest first
   * @param environment entries of the form {@code NAME=value}
   */
  record Stored(String id, Optional<String> digest, List<String> layers, List<String> environment) {
    public Stored {
      layers = List.copyOf(layers);
      environment = List.copyOf(environment);
    }
  }
}
