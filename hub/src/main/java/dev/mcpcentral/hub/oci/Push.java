package dev.mcpcentral.hub.oci;

import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts images into a registry. The same image gives the same manifest, byte by byte, and what the
 * registry has is not sent again. Blocking, safe for concurrent use.
 */
public final class Push {
  private final Registry registry;
  private final Path folder;
  private final LayerBlobs packing;
  private final PushLedger ledger;

  /**
   * @param home the state folder ({@code $MCP_CENTRAL_HOME})
   */
  public Push(Registry registry, Path home) {
    this.registry = registry;
    this.folder = home.resolve("registry");
    this.packing = new LayerBlobs(folder.resolve("layers"));
    this.ledger = new PushLedger(home);
  }

  /**
   * Stores the image with the tags {@code version} and {@code latest}; the tags change last, so
   * that a push that fails changes nothing that anybody sees.
   *
   * @param repository as of {@link ImageNames#repository}
   * @param progress told about each step that takes a while
   */
  public Pushed push(
      ImageContent image, String repository, String version, Consumer<String> progress) {
    try {
      List<Descriptor> layers = new ArrayList<>();
      long sent = 0;
      for (ImageContent.Layer layer : image.layers()) {
        sent += store(repository, layer, layers, progress);
      }
      Slice config = Slice.of(image.config());
      registry.blobs().put(repository, config);
      Manifest manifest = Manifest.image(Descriptor.of(MediaTypes.CONFIG, config), layers);
      return tagged(repository, ImageNames.tag(version), manifest, layers, sent);
    } catch (IOException e) {
      throw new RegistryException("Packing the layers failed in " + folder + ": " + e, e);
    }
  }

  /** Adds the layer as it is stored; returns how many bytes had to be sent. */
  private long store(
      String repository,
      ImageContent.Layer layer,
      List<Descriptor> stored,
      Consumer<String> progress)
      throws IOException {
    Optional<Descriptor> known = packing.known(layer);
    if (known.isPresent() && present(repository, known.get().digest())) {
      stored.add(known.get());
      return 0;
    }
    Files.createDirectories(folder);
    Path file = Files.createTempFile(folder, ".layer-", ".gz");
    try {
      progress.accept("packing a layer of %,d MB".formatted(Files.size(layer.tar()) >> 20));
      Descriptor fresh = packing.pack(layer, file);
      stored.add(fresh);
      return send(repository, fresh, file, progress);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Stores a document about an image, for example its SBOM, where {@code oras} and {@code cosign}
   * look for one (OCI distribution spec 1.1, referrers).
   *
   * @param artifactType media type of the document, for example {@code
   *     application/vnd.cyclonedx+json}
   * @return the digest of the artifact's manifest
   */
  public String attach(Pushed image, String artifactType, Slice document) {
    String repository =
        image.pinned().substring(image.pinned().indexOf('/') + 1).replaceFirst("@.*", "");
    var subject = new Descriptor(MediaTypes.MANIFEST, image.digest(), image.size());
    return new Referrers(registry).attach(repository, subject, artifactType, document);
  }

  /** The newest document of this type about an image; empty when there is none. */
  public Optional<Slice> attached(String repository, String digest, String artifactType) {
    return new Referrers(registry).newest(repository, digest, artifactType);
  }

  /** Whether it is there, or can be had from a repository that this installation pushed to. */
  private boolean present(String repository, String digest) throws IOException {
    if (registry.blobs().has(repository, digest)) {
      return true;
    }
    for (String other : ledger.repositories()) {
      if (!other.equals(repository)
          && registry.blobs().has(other, digest)
          && registry.blobs().mount(repository, digest, other)) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many bytes had to be sent. */
  private long send(String repository, Descriptor layer, Path file, Consumer<String> progress)
      throws IOException {
    if (present(repository, layer.digest())) {
      return 0;
    }
    progress.accept("sending %,d MB to %s".formatted(layer.size() >> 20, registry.address()));
    registry.blobs().put(repository, layer.digest(), file);
    return layer.size();
  }

  private Pushed tagged(
      String repository, String tag, Manifest manifest, List<Descriptor> layers, long sent)
      throws IOException {
    String digest = registry.put(repository, tag, manifest);
    ledger.add(new PushLedger.Entry(repository, tag, digest));
    registry.put(repository, ImageNames.LATEST, manifest);
    String name = registry.address() + "/" + repository;
    return new Pushed(
        name + ":" + tag,
        name + "@" + digest,
        digest,
        manifest.bytes().length(),
        layers.stream().map(Descriptor::digest).toList(),
        sent);
  }
}
