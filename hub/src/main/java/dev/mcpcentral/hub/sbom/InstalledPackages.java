package dev.mcpcentral.hub.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the packages that are visible in an image, by what their installers leave there: manifests
 * of npm, metadata of Python, the databases of dpkg and apk, build information of Go, and pom
 * properties in jars.
 */
final class InstalledPackages implements Examiner {
  private static final Pattern DPKG = Pattern.compile("var/lib/dpkg/status(?:\\.d/[^/]+)?");
  private static final Pattern APK = Pattern.compile("(?:usr/)?lib/apk/db/installed");
  private static final Pattern OS_RELEASE = Pattern.compile("(?:etc|usr/lib)/os-release");
  private static final long SMALLEST_GO_BINARY = 256 << 10;

  private final VisibleFacts<List<Component>> packages = new VisibleFacts<>();
  private final VisibleFacts<List<SystemPackage>> system = new VisibleFacts<>();
  private final VisibleFacts<Distribution> distributions = new VisibleFacts<>();

  @Override
  public Wish file(LayerFile file) {
    String path = file.path();
    if (path.endsWith("package.json") && NpmManifest.PATH.matcher(path).matches()
        || path.endsWith("-info/METADATA")
        || path.endsWith("-info/PKG-INFO")
        || path.endsWith(".jar")
        || isSystem(path)) {
      return Wish.WHOLE;
    }
    return file.executable() && file.size() >= SMALLEST_GO_BINARY ? Wish.PIECES : Wish.NOTHING;
  }

  private static boolean isSystem(String path) {
    return DPKG.matcher(path).matches() && !path.endsWith(".md5sums")
        || APK.matcher(path).matches()
        || OS_RELEASE.matcher(path).matches();
  }

  @Override
  public void content(LayerFile file, byte[] bytes, int length, boolean first) {
    String path = file.path();
    if (isSystem(path)) {
      system(file, new String(bytes, 0, length, UTF_8));
      return;
    }
    List<Component> found = components(path, bytes, length);
    if (!found.isEmpty()) {
      packages.put(file, found);
    }
  }

  private static List<Component> components(String path, byte[] bytes, int length) {
    if (path.endsWith("package.json")) {
      return NpmManifest.parse(java.util.Arrays.copyOf(bytes, length)).stream().toList();
    }
    if (PythonMetadata.PATH.matcher(path).matches()) {
      return PythonMetadata.parse(new String(bytes, 0, length, UTF_8)).stream().toList();
    }
    return path.endsWith(".jar")
        ? JarContents.components(bytes, length)
        : GoBuildInfo.find(bytes, length);
  }

  private void system(LayerFile file, String text) {
    if (OS_RELEASE.matcher(file.path()).matches()) {
      Distribution.parse(text).ifPresent(found -> distributions.put(file, found));
    } else {
      system.put(
          file,
          APK.matcher(file.path()).matches() ? ApkDatabase.parse(text) : DpkgStatus.parse(text));
    }
  }

  @Override
  public void gone(String path, int layer) {
    packages.gone(path, layer);
    system.gone(path, layer);
    distributions.gone(path, layer);
  }

  /** What is visible now, and the packages of a base that was assembled here. */
  List<Component> components(List<String> base) {
    List<Component> all = new ArrayList<>();
    packages.values().forEach(all::addAll);
    Optional<Distribution> said = distributions.values().stream().findFirst();
    for (List<SystemPackage> database : system.values()) {
      for (SystemPackage one : database) {
        Distribution fallback =
            one.kind() == SystemPackage.Kind.APK ? Distribution.ALPINE : Distribution.DEBIAN;
        Components.ofDistribution(said.orElse(fallback), one).ifPresent(all::add);
      }
    }
    if (system.values().isEmpty()) {
      all.addAll(AssembledBase.components(base));
    }
    return all;
  }
}
