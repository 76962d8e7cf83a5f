package dev.mcpcentral.hub.oci;

import dev.mcpcentral.hub.spec.RegistryAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The registry of this machine: the standard Docker distribution, as a container or, where its
 * image cannot be had, as a process. It outlives the process that started it. Blocking.
 */
public final class LocalRegistry implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration READY = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final RegistryAddress address;
  private final Path home;
  private final List<Distribution> ways;

  /**
   * @param settings where and by what it is run
   */
  public LocalRegistry(Settings settings) {
    this.address = settings.address();
    this.home = settings.home();
    List<Distribution> ways = new ArrayList<>();
    settings
        .dockerHost()
        .ifPresent(host ->
            ways.add(
                new ContainerDistribution(
                    host,
                    settings.image(),
                    settings.container(),
                    settings.volume(),
                    settings.address())));
    ways.add(
        new ProcessDistribution(
            settings.home().resolve("registry"), settings.address(), settings.environment()));
    this.ways = List.copyOf(ways);
  }

  /**
   * Where the registry is and what runs it.
   *
   * @param home the state folder ({@code $MCP_CENTRAL_HOME})
   * @param dockerHost the engine, if one answers
   * @param image the distribution's image
   * @param container name of its container
   * @param volume name of the container's volume
   * @param environment with the PATH on which the binary is looked for
   */
  public record Settings(
      Path home,
      RegistryAddress address,
      Optional<String> dockerHost,
      String image,
      String container,
      String volume,
      Map<String, String> environment) {
    /** Everything under its usual name; {@code mirror} replaces the registry of the image. */
    public static Settings usual(
        Path home,
        RegistryAddress address,
        Optional<String> dockerHost,
        Optional<String> mirror,
        Map<String, String> environment) {
      String image =
          mirror
              .map(prefix -> prefix.replaceFirst("/+$", "") + "/library/registry:2")
              .orElse("registry:2");
      return new Settings(
          home, address, dockerHost, image, "mcp-central-registry", "registry-data", environment);
    }
  }

  /**
   * How it stands.
   *
   * @param answers whether a registry answers
   * @param how what runs it, for people
   * @param ours whether it was started by {@link #up}
   * @param deletes whether images can be deleted
   * @param diskBytes what it uses; empty when that cannot be counted from here
   */
  public record Standing(
      RegistryAddress address,
      boolean answers,
      String how,
      boolean ours,
      boolean deletes,
      OptionalLong diskBytes) {}

  /**
   * Starts it unless a registry answers already.
   *
   * @throws RegistryException when something else answers at the address, or nothing on this
   *     machine can run one
   */
  public Standing up(Consumer<String> progress) {
    if (listening()) {
      return status();
    }
    if (!new Endpoint(address).isLoopback()) {
      throw new RegistryException(
          "No registry answers at " + address + ", which is not this machine: start it there");
    }
    List<String> reasons = new ArrayList<>();
    for (Distribution way : ways) {
      try {
        if (!way.running()) {
          way.start(progress);
        }
        awaitAnswer(way);
        return status();
      } catch (RegistryException e) {
        reasons.add(e.getMessage());
      }
    }
    throw new RegistryException("No registry can be started: " + String.join("; ", reasons));
  }

  /** The engine accepts connections to a container before anything in it listens. */
  private void awaitAnswer(Distribution way) {
    long end = System.nanoTime() + READY.toNanos();
    for (Optional<String> trouble = trouble(); trouble.isPresent(); trouble = trouble()) {
      if (!way.running() || System.nanoTime() > end) {
        String log = way instanceof ProcessDistribution process ? process.logTail() : "";
        throw new RegistryException(
            "the registry was started as %s but does not answer: %s %s"
                .formatted(way.describe(), trouble.get(), log));
      }
      pause();
    }
  }

  private Optional<String> trouble() {
    try (Registry registry = new Registry(address)) {
      registry.check();
      return Optional.empty();
    } catch (RegistryException notYet) {
      return Optional.of(String.valueOf(notYet.getMessage()));
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException("Interrupted while the registry was starting", e);
    }
  }

  /**
   * How it stands now.
   *
   * @throws RegistryException when something that is no registry answers at the address
   */
  public Standing status() {
    Optional<Distribution> ours = running();
    if (!listening()) {
      return new Standing(address, false, "not running", false, false, disk(ours));
    }
    try (Registry registry = new Registry(address)) {
      registry.check();
      return new Standing(
          address,
          true,
          ours.map(Distribution::describe).orElse("not started by mcp-central"),
          ours.isPresent(),
          registry.deletes(),
          disk(ours));
    }
  }

  private static OptionalLong disk(Optional<Distribution> ours) {
    return ours.isPresent() ? ours.get().diskBytes() : OptionalLong.empty();
  }

  private Optional<Distribution> running() {
    return ways.stream().filter(Distribution::running).findFirst();
  }

  /**
   * Stops it; its images stay. False when it was not running, or was not started by {@link #up}.
   */
  public boolean down() {
    Optional<Distribution> ours = running();
    ours.ifPresent(Distribution::stop);
    return ours.isPresent();
  }

  /** What {@link #collectGarbage} would remove. */
  public List<Garbage.Image> garbage(Set<String> kept) {
    try (Registry registry = new Registry(address)) {
      return new Garbage(registry, home).find(kept);
    }
  }

  /**
   * Removes the images that this installation pushed, that are not the latest, and that {@code
   * kept} does not name; then frees their blobs. Freeing needs the registry stopped for a moment,
   * so it is done for one that {@link #up} started only.
   *
   * @param kept names with tag or digest, without the registry: {@code idp/github:1.2.3}
   */
  public Collected collectGarbage(Set<String> kept, Consumer<String> progress) {
    List<Garbage.Image> removed;
    try (Registry registry = new Registry(address)) {
      removed = new Garbage(registry, home).remove(kept, progress);
    }
    Optional<Distribution> ours = running();
    if (ours.isEmpty()) {
      return new Collected(removed, false, OptionalLong.empty());
    }
    OptionalLong before = ours.get().diskBytes();
    progress.accept("stopping the registry to free blobs");
    ours.get().stop();
    try {
      ours.get().collectGarbage();
    } finally {
      ours.get().start(progress);
      awaitAnswer(ours.get());
    }
    OptionalLong after = ours.get().diskBytes();
    return new Collected(
        removed,
        true,
        before.isPresent() && after.isPresent()
            ? OptionalLong.of(before.getAsLong() - after.getAsLong())
            : OptionalLong.empty());
  }

  /**
   * What was removed.
   *
   * @param freed whether the blobs were freed as well
   * @param bytes how much disk that gave, where it can be counted
   */
  public record Collected(List<Garbage.Image> images, boolean freed, OptionalLong bytes) {}

  private boolean listening() {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.host(), address.port()), (int) CONNECT.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    ways.forEach(Distribution::close);
  }
}
