package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.ImageStore;
import dev.mcpcentral.hub.engine.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Programs as images: the base's layers, and one of our own with the program in {@code /app}. It is
 * read-only, belongs to root, and runs as {@code mcp} (uid 1001).
 */
final class ImageFinish implements Finish {
  private static final String LAYER = "layer.tar";
  private static final String USER = "1001:1001";

  private final ImageStore store;
  private final Target target;
  private final Bases bases;
  private final Extras extras;

  ImageFinish(ImageStore store, Target target, Bases bases) {
    this(store, target, bases, Extras.NONE);
  }

  private ImageFinish(ImageStore store, Target target, Bases bases, Extras extras) {
    this.store = store;
    this.target = target;
    this.bases = bases;
    this.extras = extras;
  }

  @Override
  public Finish with(List<String> packages) {
    return new ImageFinish(store, target, bases, Extras.of(packages));
  }

  @Override
  public String place() {
    return target.word() + extras.suffix();
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public String runtimeVersion(Language language, Images.Progress progress) {
    return bases.get(language.base(), extras, progress).runtimeVersion();
  }

  @Override
  public AddonCompiler compiler() {
    return new ContainerCompiler(store, target, bases);
  }

  @Override
  public Shelf.Shelved pack(String source, Program program, Path work, Images.Progress progress)
      throws IOException {
    Path root = work.resolve("root");
    writeUsers(root);
    writeHealth(root, program.language());
    String diffId = LayerTar.write(root, work.resolve(LAYER));
    Folders.remove(root);
    return load(source, new Shelf.Shelved(program, diffId, "", ""), work, progress);
  }

  @Override
  public Shelf.Shelved restore(
      String source, Shelf.Shelved shelved, Path home, Images.Progress progress)
      throws IOException {
    Base base = bases.get(shelved.program().language().base(), extras, progress);
    boolean current = shelved.configuration().equals(image(source, shelved, home, base).digest());
    return current && store.inspect(shelved.imageId()).isPresent()
        ? shelved
        : load(source, shelved, home, progress);
  }

  @Override
  public Prepared prepared(
      String source, Shelf.Shelved shelved, Path home, Images.Progress progress) {
    Program program = shelved.program();
    return new Prepared(
        program.version(),
        source,
        shelved.imageId(),
        new Workload.Image(shelved.imageId()),
        command(program),
        program.language().environment(),
        Optional.of(materials(source, shelved, home, progress)));
  }

  private Materials materials(
      String source, Shelf.Shelved shelved, Path home, Images.Progress progress) {
    Base base = bases.get(shelved.program().language().base(), extras, progress);
    ImageArchive image = image(source, shelved, home, base);
    return new Materials(
        image.config(),
        image.layers().stream()
            .map(layer -> new Materials.Layer(layer.diffId(), Path.of(layer.file())))
            .toList(),
        base.contents(),
        home.resolve("lock").toAbsolutePath());
  }

  private ImageArchive image(String source, Shelf.Shelved shelved, Path folder, Base base) {
    Program program = shelved.program();
    List<Base.Layer> layers = new ArrayList<>(base.layers());
    layers.add(new Base.Layer(shelved.diffId(), folder.resolve(LAYER).toString()));
    return new ImageArchive(
        tag(source),
        target.architecture(),
        USER,
        "/app",
        environment(base, program),
        command(program),
        labels(source, program, base),
        Health.setting(program.language().health()),
        layers);
  }

  private Shelf.Shelved load(
      String source, Shelf.Shelved shelved, Path folder, Images.Progress progress)
      throws IOException {
    Program program = shelved.program();
    Base base = bases.get(program.language().base(), extras, progress);
    progress.step("writing the image of " + source);
    ImageArchive image = image(source, shelved, folder, base);
    Path archive = Files.createTempFile(folder, "image", ".tar");
    try {
      give(image, archive, base.layers().size());
    } finally {
      Files.deleteIfExists(archive);
    }
    return new Shelf.Shelved(
        program, shelved.diffId(), idOf(image.tag(), image.layers()), image.digest());
  }

  /**
   * An engine that holds the base already takes the program's layer alone; it says so before it
   * stores anything when it does not.
   */
  private void give(ImageArchive image, Path archive, int baseLayers) throws IOException {
    try {
      image.write(archive, baseLayers);
      store.load(archive);
    } catch (EngineException baseIsMissing) {
      image.write(archive, 0);
      store.load(archive);
    }
  }

  private String idOf(String tag, List<Base.Layer> layers) {
    List<String> wanted = layers.stream().map(Base.Layer::diffId).toList();
    return store
        .inspect(tag)
        .filter(stored -> stored.layers().equals(wanted))
        .map(ImageStore.Stored::id)
        .orElseThrow(() -> new ImageException("The engine did not keep the image " + tag));
  }

  private static List<String> command(Program program) {
    return program.command(program.language().interpreter(), "/app");
  }

  /** The root file system is read-only, so what programs write to their home goes to /tmp. */
  private static List<String> environment(Base base, Program program) {
    List<String> environment = new ArrayList<>(base.environment());
    new TreeMap<>(program.language().environment())
        .forEach((name, value) -> environment.add(name + "=" + value));
    environment.add("GOVERNANCE_LOG_LEVEL=info");
    environment.add("HOME=/tmp");
    return environment;
  }

  private static Map<String, String> labels(String source, Program program, Base base) {
    return new TreeMap<>(
        Map.of(
            "org.opencontainers.image.title",
            source,
            "org.opencontainers.image.version",
            program.version(),
            "org.opencontainers.image.base.name",
            base.name(),
            "mcp-central.source",
            source,
            Language.LABEL,
            program.language().word()));
  }

  /** {@code npm:@scope/pkg@1.2} → {@code mcp-central/npm/scope-pkg:1.2}. */
  private static String tag(String source) {
    int colon = source.indexOf(':');
    int at = source.lastIndexOf('@');
    String name = source.substring(colon + 1, at > colon + 1 ? at : source.length());
    String version = at > colon + 1 ? source.substring(at + 1) : "latest";
    return "mcp-central/%s/%s:%s"
        .formatted(
            source.substring(0, colon),
            name.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", ""),
            version.replaceAll("[^A-Za-z0-9_.-]", "_"));
  }

  private void writeHealth(Path root, Language language) throws IOException {
    if (language.health().contains("/" + Health.PROGRAM)) {
      Path program = root.resolve(Health.PROGRAM);
      Files.createDirectories(program.getParent());
      Files.write(program, Health.program(target));
      if (!program.toFile().setExecutable(true, false)) {
        throw new IOException(program + " did not take its permissions");
      }
    }
  }

  static void writeUsers(Path root) throws IOException {
    Path etc = Files.createDirectories(root.resolve("etc"));
    Files.writeString(
        etc.resolve("passwd"),
        """
        root:x:0:0:root:/root:/sbin/nologin
        mcp:x:1001:1001:MCP server:/tmp:/sbin/nologin
        nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
        """);
    Files.writeString(etc.resolve("group"), "root:x:0:\nmcp:x:1001:\nnogroup:x:65534:\n");
  }
}
