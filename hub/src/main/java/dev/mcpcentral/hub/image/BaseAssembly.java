package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Makes a base from packages where no image registry can be reached: Debian's for libraries,
 * certificates and Python, npm's for Node. It has no shell and no package tools. It depends on the
 * packages only, not on what is installed here.
 */
final class BaseAssembly {
  private static final String NODE_MAJOR = "24";
  private static final List<String> UNUSED =
      List.of(
          "usr/share/doc",
          "usr/share/man",
          "usr/share/locale",
          "usr/share/lintian",
          "usr/share/bug",
          "usr/share/info",
          "usr/share/perl5",
          "usr/include");

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

  Base assemble(Language language) throws IOException {
    if (!target.architecture().equals(Target.host().architecture())) {
      throw new ImageException(
          "Base images are assembled from this machine's packages, but the engine runs "
              + target.architecture()
              + ": set images.mirror in the configuration to a reachable registry");
    }
    Path root = skeleton();
    return switch (language) {
      case NODE -> node(root);
      case PYTHON -> python(root);
      case GO -> bottom(root);
    };
  }

  private Base node(Path root) throws IOException {
    String version = nodeBinary(root.resolve("usr/bin/node"));
    Map<String, String> packages = unpack(root, List.of("libstdc++6", "ca-certificates"));
    return finished(root, "node " + version, version, packages);
  }

  private Base python(Path root) throws IOException {
    DebianPackages debian = DebianPackages.of(work, progress);
    String name = debian.dependency("python3", "python3.").replace("-minimal", "");
    Map<String, String> packages = unpack(root, List.of(name, "ca-certificates", "tzdata"));
    Files.createSymbolicLink(root.resolve("usr/bin/python3"), Path.of(name));
    return finished(root, name, name.substring("python".length()), packages);
  }

  private Base bottom(Path root) throws IOException {
    Map<String, String> packages = unpack(root, List.of("ca-certificates", "tzdata"));
    return finished(root, "certificates and time zones", "", packages);
  }

  /** Today's layout of Debian: one /usr, and links to it from the old places. */
  private Path skeleton() throws IOException {
    Path root = Files.createDirectories(work.resolve("root"));
    for (String folder : List.of("bin", "sbin", "lib", "lib64")) {
      Files.createDirectories(root.resolve("usr").resolve(folder));
      Files.createSymbolicLink(root.resolve(folder), Path.of("usr", folder));
    }
    for (String folder : List.of("etc/ssl/certs", "tmp", "proc", "sys", "dev", "run", "app")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
    return root;
  }

  private Map<String, String> unpack(Path root, List<String> roots) throws IOException {
    DebianPackages debian = DebianPackages.of(work, progress);
    Map<String, String> packages = debian.closure(roots);
    debian.unpack(packages, root);
    for (String unused : UNUSED) {
      Folders.remove(root.resolve(unused));
    }
    certificates(root);
    return packages;
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

  private Base finished(Path root, String name, String version, Map<String, String> packages)
      throws IOException {
    String diffId = LayerTar.write(root, work.resolve("layer.tar"));
    Folders.remove(root);
    List<String> contents = new ArrayList<>();
    packages.forEach((key, value) -> contents.add(key + " " + value));
    contents.addFirst(name);
    return new Base(
        name + ", assembled from packages",
        List.of(
            "PATH=/usr/local/bin:/usr/bin:/bin",
            "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"),
        List.of(new Base.Layer(diffId, "layer.tar")),
        version,
        contents);
  }

  /** Takes the binary from npm's package of it; npm checks the hash. Returns its version. */
  private String nodeBinary(Path binary) throws IOException {
    String name = "node-linux-" + target.nodeCpu();
    Path npm = HostTools.need("npm", "install Node.js 22 or newer with npm (https://nodejs.org)");
    String printed =
        new Subprocess(npm, work)
            .run(
                "downloading " + name,
                List.of("pack", "--json", "--ignore-scripts", name + "@" + NODE_MAJOR));
    var packed = Json.parse(printed, "npm pack").path(0);
    Path archive = work.resolve(Path.of(packed.path("filename").asString()).getFileName());
    try (InputStream file = Files.newInputStream(archive);
        var tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().equals("package/bin/node")) {
          Files.copy(tar, binary);
        }
      }
    }
    if (!binary.toFile().setExecutable(true)) {
      throw new UncheckedIOException(new IOException(name + " has no bin/node"));
    }
    Files.delete(archive);
    return packed.path("version").asString();
  }
}
