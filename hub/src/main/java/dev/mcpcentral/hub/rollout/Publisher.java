package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.image.BuildContext;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.image.Materials;
import dev.mcpcentral.hub.image.Prepared;
import dev.mcpcentral.hub.oci.ImageContent;
import dev.mcpcentral.hub.oci.ImageNames;
import dev.mcpcentral.hub.oci.Push;
import dev.mcpcentral.hub.oci.Pushed;
import dev.mcpcentral.hub.oci.Registry;
import dev.mcpcentral.hub.oci.RegistryException;
import dev.mcpcentral.hub.spec.RegistryAddress;
import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Puts prepared images into the local registry. Blocking; safe for concurrent use. */
public final class Publisher {
  private static final String SBOM = "application/vnd.cyclonedx+json";

  private final Supplier<Images> images;
  private final Supplier<RegistryAddress> address;
  private final Path home;

  /**
   * @param address of the registry, as configured now
   * @param home the state folder
   */
  public Publisher(Supplier<Images> images, Supplier<RegistryAddress> address, Path home) {
    this.images = images;
    this.address = address;
    this.home = home;
  }

  /**
   * Makes sure that a registry answers, before minutes are spent on an image for it.
   *
   * @throws dev.mcpcentral.hub.oci.RegistryException when none does
   */
  public void check() {
    try (Registry registry = new Registry(address.get())) {
      registry.check();
    }
  }

  /**
   * Pushes as {@code idp/NAME:VERSION} and {@code latest}, with the bill of materials beside it.
   *
   * @throws dev.mcpcentral.hub.oci.RegistryException when the registry cannot be used
   */
  public Pushed publish(
      String name, Prepared prepared, Optional<Slice> sbom, Images.Progress progress) {
    return withMaterials(
        prepared,
        materials -> {
          try (Registry registry = new Registry(address.get())) {
            Push push = new Push(registry, home);
            Pushed pushed =
                push.push(
                    content(materials),
                    ImageNames.repository(name),
                    prepared.version(),
                    progress::step);
            sbom.ifPresent(document -> push.attach(pushed, SBOM, document));
            return pushed;
          }
        });
  }

  /** The same where a registry answers; without one, says how to get one. */
  void publishIfThere(
      String name, Prepared prepared, Optional<Slice> sbom, Images.Progress progress) {
    if (answers(progress)) {
      publish(name, prepared, sbom, progress);
    }
  }

  /**
   * Pushes an image of the product's own where a registry answers.
   *
   * @return what it is known by from now on; empty where no registry answers
   */
  public Optional<Pushed> publishIfThere(
      String name, String version, Materials materials, Images.Progress progress) {
    if (!answers(progress)) {
      return Optional.empty();
    }
    try (Registry registry = new Registry(address.get())) {
      return Optional.of(
          new Push(registry, home)
              .push(content(materials), ImageNames.repository(name), version, progress::step));
    }
  }

  private boolean answers(Images.Progress progress) {
    try {
      check();
      return true;
    } catch (RegistryException silent) {
      progress.step(
          "not kept in a registry, because none answers at %s (mcp-central registry up)"
              .formatted(address.get()));
      return false;
    }
  }

  /** Pushes the base of an image as {@code idp/base-NAME}; the version is that of its content. */
  Pushed publishBase(BuildContext context, Images.Progress progress) {
    Materials base = context.base();
    String version =
        base.layers().getLast().diffId().substring("sha256:".length()).substring(0, 12);
    try (Registry registry = new Registry(address.get())) {
      return new Push(registry, home)
          .push(content(base), ImageNames.BASES + context.baseName(), version, progress::step);
    }
  }

  private static ImageContent content(Materials materials) {
    return new ImageContent(
        materials.config(),
        materials.layers().stream()
            .map(layer -> new ImageContent.Layer(layer.diffId(), layer.file()))
            .toList());
  }

  /** What an image consists of, in files that are there until {@code work} is done. */
  <T> T withMaterials(Prepared prepared, Work<T> work) {
    try {
      Path parent = Files.createDirectories(home.resolve("registry"));
      Path folder = Files.createTempDirectory(parent, ".image-");
      try {
        return work.on(images.get().materials(prepared, folder));
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the state folder " + home + " cannot be used: " + e, e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }

  /** Something to do with an image's files. */
  @FunctionalInterface
  interface Work<T> {
    T on(Materials materials);
  }
}
