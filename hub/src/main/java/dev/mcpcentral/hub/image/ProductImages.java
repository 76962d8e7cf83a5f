package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.engine.ImageStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * The images of this program itself: the distribution that is running, on a base with the C library
 * and certificates. Both images share all their layers; the same distribution gives the same
 * images. They have no shell, and nothing in them is started but Java.
 */
public final class ProductImages {
  private static final String DISTRIBUTION = "opt/mcp-central";
  private static final int OWNER = 1001;
  private static final int PRIVATE = 0700;

  private final Path folder;
  private final ImageStore store;
  private final Target target;
  private final Bases bases;

  private ProductImages(Path folder, ImageStore store, Target target, Bases bases) {
    this.folder = folder;
    this.store = store;
    this.target = target;
    this.bases = bases;
  }

  /**
   * Images for a Docker engine.
   *
   * @param home the state folder ({@code $MCP_CENTRAL_HOME})
   * @param mirror prefix that replaces the registry of base images ({@code images.mirror})
   */
  public static ProductImages forDocker(Path home, ImageStore store, Optional<String> mirror) {
    Path packages = home.resolve("packages");
    Target target = Target.container(store.architecture());
    Bases bases = new Bases(packages.resolve("bases"), target, new BasePull(store, mirror));
    return new ProductImages(packages.resolve("product"), store, target, bases);
  }

  /**
   * An image of ours that the engine holds.
   *
   * @param names with their tags, the version first
   * @param id {@code sha256:…}
   * @param materials for pushing it
   */
  public record Made(ProductImage image, List<String> names, String id, Materials materials) {}

  /**
   * Makes images, and gives them to the engine with the tags {@code version} and {@code latest}.
   *
   * @param distribution the folder with {@code lib}, {@code runtime} and the start-up cache
   * @param namespace what their names begin with: {@code localhost:5000/idp/}
   * @throws ImageException when the distribution is not complete, or the engine does not take them
   */
  public List<Made> make(
      List<ProductImage> images,
      Path distribution,
      String version,
      String namespace,
      Images.Progress progress) {
    try {
      Base base = bases.get(BaseKind.GLIBC, Extras.NONE, progress);
      Files.createDirectories(folder);
      progress.step("packing the distribution");
      List<Base.Layer> layers = new ArrayList<>(base.layers());
      layers.add(distributionLayer(distribution));
      layers.add(stateLayer());
      List<Made> made = new ArrayList<>();
      for (ProductImage image : images) {
        String name = namespace + image.word();
        progress.step("writing the image " + name + ":" + version);
        ImageArchive versioned = archive(image, name + ":" + version, version, base, layers);
        ImageArchive latest = archive(image, name + ":latest", version, base, layers);
        load(versioned, 0);
        String id = load(latest, layers.size());
        made.add(
            new Made(
                image, List.of(versioned.tag(), latest.tag()), id, materials(versioned, base)));
      }
      return made;
    } catch (IOException e) {
      throw new ImageException("The images cannot be made: " + e, e);
    }
  }

  private ImageArchive archive(
      ProductImage image, String name, String version, Base base, List<Base.Layer> layers) {
    return new ImageArchive(
        name,
        target.architecture(),
        OWNER + ":" + OWNER,
        "/" + DISTRIBUTION + "/lib",
        image.environment(base.environment()),
        image.command(),
        image.labels(version, base.name()),
        image.settings(),
        layers);
  }

  private String load(ImageArchive image, int present) throws IOException {
    Path archive = Files.createTempFile(folder, "image", ".tar");
    try {
      image.write(archive, present);
      store.load(archive);
    } finally {
      Files.deleteIfExists(archive);
    }
    List<String> wanted = image.layers().stream().map(Base.Layer::diffId).toList();
    return store
        .inspect(image.tag())
        .filter(stored -> stored.layers().equals(wanted))
        .map(ImageStore.Stored::id)
        .orElseThrow(() -> new ImageException("The engine did not keep the image " + image.tag()));
  }

  private Materials materials(ImageArchive image, Base base) {
    return new Materials(
        image.config(),
        image.layers().stream()
            .map(layer -> new Materials.Layer(layer.diffId(), Path.of(layer.file())))
            .toList(),
        base.contents(),
        folder);
  }

  /** All files have the time of our jar: the start-up cache knows the jars by their times. */
  private Base.Layer distributionLayer(Path distribution) throws IOException {
    Path jar = distribution.resolve("lib/mcp-central.jar");
    if (!Files.exists(jar) || !Files.isDirectory(distribution.resolve("runtime"))) {
      throw new ImageException(
          distribution
              + " is not a distribution of MCP Central: run the command of an installed or built mcp-central");
    }
    Path work = Files.createTempDirectory(folder, ".making-");
    try {
      Path root = work.resolve("root");
      Files.createDirectories(root.resolve(DISTRIBUTION).getParent());
      Folders.copy(distribution, root.resolve(DISTRIBUTION), Set.of("bin"));
      Path launchers = Files.createDirectories(root.resolve("usr/bin"));
      // The runtime's own bin folder was left out with ours; a link keeps the program in one place.
      Path runtimeBin = Files.createDirectories(root.resolve(DISTRIBUTION + "/runtime/bin"));
      Files.copy(
          distribution.resolve("runtime/bin/java"),
          runtimeBin.resolve("java"),
          StandardCopyOption.COPY_ATTRIBUTES);
      Files.createSymbolicLink(
          launchers.resolve("java"), Path.of("/" + DISTRIBUTION + "/runtime/bin/java"));
      ImageFinish.writeUsers(root);
      return kept(
          LayerTar.write(root, work.resolve("layer.tar"), Files.getLastModifiedTime(jar)), work);
    } finally {
      Folders.remove(work);
    }
  }

  private Base.Layer kept(String diffId, Path work) throws IOException {
    Path file = folder.resolve(diffId.replace("sha256:", "") + ".tar");
    Files.move(work.resolve("layer.tar"), file, StandardCopyOption.REPLACE_EXISTING);
    return new Base.Layer(diffId, file.toString());
  }

  /** The folder for the hub's state, which a fresh volume copies together with its owner. */
  private Base.Layer stateLayer() throws IOException {
    Path work = Files.createTempDirectory(folder, ".making-");
    try {
      MessageDigest digest = LayerTar.sha256();
      try (OutputStream out =
              new BufferedOutputStream(Files.newOutputStream(work.resolve("layer.tar")));
          var tar = LayerTar.archive(new DigestOutputStream(out, digest))) {
        TarArchiveEntry data = LayerTar.plain(new TarArchiveEntry("data/"), PRIVATE);
        data.setIds(OWNER, OWNER);
        tar.putArchiveEntry(data);
        tar.closeArchiveEntry();
      }
      return kept("sha256:" + HexFormat.of().formatHex(digest.digest()), work);
    } finally {
      Folders.remove(work);
    }
  }
}
