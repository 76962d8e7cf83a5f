package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes a base from packages where no image registry can be reached: Debian's for libraries,
 * certificates and Python, npm's for Node. It has no shell and no package tools. It depends on the
 * packages only, not on what is installed here.
 */
final class BaseAssembly {
  private static final String LAYER = "layer.tar";
  private static final String NODE = "24";
  private static final String NPM = "11";
  private static final List<String> MERGED = List.of("bin", "sbin", "lib", "lib64");
  private static final List<String> UNUSED =
      List.of(
          "usr/share/doc",
          "usr/share/man",
          "usr/share/locale",
          "usr/share/lintian",
          "usr/share/bug",
          "usr/share/info",
          "usr/share/perl5",
          // Debian's own keys for Google's services: not for whoever runs Chromium here.
          "etc/chromium.d/apikeys");
  private static final List<String> COMPILER =
      List.of("g++", "make", "python3", "dash", "coreutils", "sed", "grep", "findutils");

  private final Target target;
  private final Path work;
  private final Images.Progress progress;

  /**
   * @param work a folder of this assembly alone; the layer is left there
   */
  BaseAssembly(Target target, Path work, Images.Progress progress) {
    this.target = target;
    this.work = work;
    this.progress = progress;
  }

  Base assemble(BaseKind kind) throws IOException {
    refuseOtherMachines();
    Path root = skeleton();
    return switch (kind) {
      case NODE -> node(root);
      case PYTHON -> python(root);
      case JRE -> java(root);
      case STATIC -> bottom(root);
      case GLIBC -> glibc(root);
      case NODE_BUILDER -> nodeBuilder(root);
    };
  }

  /**
   * That base with these packages, and all that they need and it lacks, in a layer above it.
   *
   * @param below as it is kept, with its layers' files
   */
  Base extend(Base below, Extras extras) throws IOException {
    refuseOtherMachines();
    progress.step("adding " + String.join(", ", extras.names()) + " to the base image");
    Path root = skeleton();
    DebianPackages debian = DebianPackages.of(work, progress);
    Map<String, DebianPackage> packages = debian.closure(extras.names());
    packages.values().removeIf(one -> below.contents().contains(one.entry()));
    debian.unpack(packages, root);
    mergeUsr(root);
    removeUnused(root);
    linkShell(root);
    String diffId = LayerTar.write(root, work.resolve(LAYER));
    Folders.remove(root);
    List<Base.Layer> layers = new ArrayList<>();
    below.layers().forEach(layer -> layers.add(beside(layer)));
    layers.add(new Base.Layer(diffId, LAYER));
    List<String> contents = new ArrayList<>(below.contents());
    packages.values().forEach(one -> contents.add(one.entry()));
    String name =
        below.name().replace(Base.ASSEMBLED, "") + " with " + String.join(", ", extras.names());
    return new Base(
        name + Base.ASSEMBLED, below.environment(), layers, below.runtimeVersion(), contents);
  }

  /** The files of that layer as seen from this base's folder, so that the state can be moved. */
  private Base.Layer beside(Base.Layer layer) {
    Path bases = work.resolveSibling("");
    Path file = Path.of("..").resolve(bases.relativize(Path.of(layer.file())));
    return new Base.Layer(layer.diffId(), file.toString());
  }

  /** A maintainer script, which does not run, would choose the shell. */
  private static void linkShell(Path root) throws IOException {
    for (String shell : List.of("dash", "bash")) {
      if (Files.exists(root.resolve("usr/bin").resolve(shell))) {
        linkUnlessThere(root, "sh", shell);
      }
    }
  }

  private void refuseOtherMachines() {
    if (!target.architecture().equals(Target.host().architecture())) {
      throw new ImageException(
          "Base images are assembled from this machine's packages, but the engine runs "
              + target.architecture()
              + ": set images.mirror in the configuration to a reachable registry");
    }
  }

  private Base node(Path root) throws IOException {
    NpmTarball node = NpmTarball.unpack("node-linux-" + target.nodeCpu(), NODE, work);
    Files.move(node.folder().resolve("bin/node"), root.resolve("usr/bin/node"));
    Map<String, DebianPackage> packages = unpack(root, List.of("libstdc++6", "ca-certificates"));
    return finished(root, "node " + node.version(), node.version(), packages);
  }

  private Base nodeBuilder(Path root) throws IOException {
    NpmTarball node = NpmTarball.unpack("node-linux-" + target.nodeCpu(), NODE, work);
    NpmTarball npm = NpmTarball.unpack("npm", NPM, work);
    Path local = Files.createDirectories(root.resolve("usr/local"));
    Files.createDirectories(local.resolve("lib/node_modules"));
    for (String part : List.of("bin", "include")) {
      Files.move(node.folder().resolve(part), local.resolve(part));
    }
    Files.move(npm.folder(), local.resolve("lib/node_modules/npm"));
    Files.createSymbolicLink(
        local.resolve("bin/npm"), Path.of("../lib/node_modules/npm/bin/npm-cli.js"));
    Map<String, DebianPackage> packages =
        unpack(root, Stream.concat(COMPILER.stream(), Stream.of("ca-certificates")).toList());
    // Maintainer scripts, which do not run, would choose these.
    linkUnlessThere(root, "sh", "dash");
    linkUnlessThere(root, "cc", "gcc");
    linkUnlessThere(root, "c++", "g++");
    return finished(root, "compiler for node " + node.version(), node.version(), packages);
  }

  private static void linkUnlessThere(Path root, String name, String command) throws IOException {
    Path link = root.resolve("usr/bin").resolve(name);
    if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      Files.createSymbolicLink(link, Path.of(command));
    }
  }

  private Base python(Path root) throws IOException {
    DebianPackages debian = DebianPackages.of(work, progress);
    String name = debian.dependency("python3", "python3.").replace("-minimal", "");
    Map<String, DebianPackage> packages = unpack(root, List.of(name, "ca-certificates", "tzdata"));
    Files.createSymbolicLink(root.resolve("usr/bin/python3"), Path.of(name));
    String version = name.substring("python".length());
    String library = "/usr/lib/" + name;
    HostPython.ofVersion(version)
        .ifPresent(python -> python.compile(root.resolve(library.substring(1)), library));
    return finished(root, name, version, packages);
  }

  /** Debian's newest; its packages leave what maintainer scripts would link and generate to us. */
  private Base java(Path root) throws IOException {
    DebianPackages debian = DebianPackages.of(work, progress);
    String name = debian.dependency("default-jre-headless", "openjdk-");
    Map<String, DebianPackage> packages = unpack(root, List.of(name, "ca-certificates", "tzdata"));
    Path home = Path.of("../lib/jvm", javaHome(root));
    Files.createSymbolicLink(root.resolve("usr/bin/java"), home.resolve("bin/java"));
    JavaTrust.write(
        root.resolve("etc/ssl/certs/ca-certificates.crt"),
        Files.createDirectories(root.resolve("etc/ssl/certs/java")).resolve("cacerts"));
    return finished(root, name, name.replaceAll("[^0-9]", ""), packages);
  }

  /** The folder {@code java-17-openjdk-amd64}; names without a version are links to it. */
  private static String javaHome(Path root) throws IOException {
    try (Stream<Path> homes = Files.list(root.resolve("usr/lib/jvm"))) {
      return homes
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .filter(home -> !Files.isSymbolicLink(home))
          .map(home -> home.getFileName().toString())
          .findFirst()
          .orElseThrow(() -> new ImageException("Debian's Java runtime has no bin/java"));
    }
  }

  private Base bottom(Path root) throws IOException {
    Map<String, DebianPackage> packages = unpack(root, List.of("ca-certificates", "tzdata"));
    return finished(root, "certificates and time zones", "", packages);
  }

  private Base glibc(Path root) throws IOException {
    Map<String, DebianPackage> packages =
        unpack(root, List.of("libc6", "ca-certificates", "tzdata"));
    return finished(root, "C library, certificates and time zones", "", packages);
  }

  /** Today's layout of Debian: one /usr, and links to it from the old places. */
  private Path skeleton() throws IOException {
    Path root = Files.createDirectories(work.resolve("root"));
    for (String folder : MERGED) {
      Files.createDirectories(root.resolve("usr").resolve(folder));
      Files.createSymbolicLink(root.resolve(folder), Path.of("usr", folder));
    }
    for (String folder : List.of("etc/ssl/certs", "tmp", "proc", "sys", "dev", "run", "app")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
    return root;
  }

  private Map<String, DebianPackage> unpack(Path root, List<String> roots) throws IOException {
    DebianPackages debian = DebianPackages.of(work, progress);
    Map<String, DebianPackage> packages = debian.closure(roots);
    debian.unpack(packages, root);
    mergeUsr(root);
    removeUnused(root);
    certificates(root);
    return packages;
  }

  /** Packages still name the old places, and unpacking them puts folders where our links were. */
  private static void mergeUsr(Path root) throws IOException {
    for (String name : MERGED) {
      Path old = root.resolve(name);
      if (Files.isDirectory(old, LinkOption.NOFOLLOW_LINKS)) {
        Folders.copy(old, root.resolve("usr").resolve(name), Set.of());
        Folders.remove(old);
        Files.createSymbolicLink(old, Path.of("usr", name));
      }
    }
  }

  private static void removeUnused(Path root) throws IOException {
    for (String unused : UNUSED) {
      Folders.remove(root.resolve(unused));
    }
  }

  /** Mozilla's authorities, from the package; never what this machine trusts besides. */
  private static void certificates(Path root) throws IOException {
    Path mozilla = root.resolve("usr/share/ca-certificates/mozilla");
    Path bundle = root.resolve("etc/ssl/certs/ca-certificates.crt");
    try (Stream<Path> files = Files.list(mozilla);
        var out = Files.newOutputStream(bundle)) {
      for (Path file : files.sorted().toList()) {
        Files.copy(file, out);
      }
    }
    Folders.remove(root.resolve("usr/share/ca-certificates"));
  }

  private Base finished(Path root, String name, String version, Map<String, DebianPackage> packages)
      throws IOException {
    String diffId = LayerTar.write(root, work.resolve(LAYER));
    Folders.remove(root);
    List<String> contents = new ArrayList<>();
    packages.values().forEach(one -> contents.add(one.entry()));
    contents.addFirst(name);
    return new Base(
        name + Base.ASSEMBLED,
        List.of(
            "PATH=/usr/local/bin:/usr/bin:/bin",
            "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"),
        List.of(new Base.Layer(diffId, LAYER)),
        version,
        contents);
  }
}
