package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Debian or Ubuntu packages as this machine's apt knows them: looked up, downloaded with apt's own
 * checks of signatures and hashes, and unpacked. Nothing is installed and no maintainer script
 * runs.
 */
final class DebianPackages {
  /** Only needed by maintainer scripts, which do not run. */
  private static final Set<String> SET_UP =
      Set.of("debconf", "debconf-2.0", "dpkg", "install-info", "openssl", "perl", "libc-bin");

  private final Path work;
  private final List<String> options;

  private DebianPackages(Path work, List<String> options) {
    this.work = work;
    this.options = options;
  }

  /**
   * The packages of this machine's sources.
   *
   * @param work where downloads go
   * @throws ImageException on a machine without apt
   */
  static DebianPackages of(Path work, Images.Progress progress) throws IOException {
    var host = new DebianPackages(work, List.of());
    if (host.knows("libc6")) {
      return host;
    }
    progress.step("reading the lists of Debian packages");
    return withOwnLists(work);
  }

  /**
   * On a machine where nobody ran {@code apt-get update}: lists of our own; nothing else changes.
   */
  private static DebianPackages withOwnLists(Path work) throws IOException {
    Path lists = Files.createDirectories(work.resolve("lists"));
    Path cache = Files.createDirectories(work.resolve("cache"));
    var own =
        new DebianPackages(
            work, List.of("-o", "Dir::State::Lists=" + lists, "-o", "Dir::Cache=" + cache));
    own.apt("apt-get", "reading the lists of Debian packages", List.of("update", "-q"));
    if (!own.knows("libc6")) {
      throw new ImageException("apt's sources on this machine have no package libc6");
    }
    return own;
  }

  /** These packages and everything they need, by name. */
  Map<String, DebianPackage> closure(List<String> roots) {
    Map<String, DebianPackage> found = new TreeMap<>();
    Set<String> asked = new HashSet<>(SET_UP);
    List<String> next = roots;
    while (!next.isEmpty()) {
      Deque<String> needed = new ArrayDeque<>();
      for (Map<String, String> stanza : show(next)) {
        String name = field(stanza, "Package");
        found.put(name, new DebianPackage(name, field(stanza, "Version"), field(stanza, "Source")));
        needed.addAll(dependencies(field(stanza, "Pre-Depends")));
        needed.addAll(dependencies(field(stanza, "Depends")));
      }
      asked.addAll(next);
      next = needed.stream().distinct().filter(name -> !asked.contains(name)).toList();
    }
    return found;
  }

  /**
   * The first dependency of a package whose name starts so, for example python3's own python3.x.
   */
  String dependency(String name, String start) {
    return show(List.of(name)).stream()
        .flatMap(stanza -> dependencies(field(stanza, "Depends")).stream())
        .filter(needed -> needed.startsWith(start))
        .findFirst()
        .orElseThrow(() -> new ImageException("apt knows no " + start + "… below " + name));
  }

  /** Downloads the packages and unpacks them over {@code root}. */
  void unpack(Map<String, DebianPackage> packages, Path root) throws IOException {
    Path folder = Files.createDirectories(work.resolve("debs"));
    List<String> arguments = new ArrayList<>(List.of("download", "-q"));
    packages.values().forEach(one -> arguments.add(one.name() + "=" + one.version()));
    aptIn(folder, "apt-get", "downloading " + packages.size() + " Debian packages", arguments);
    try (Stream<Path> debs = Files.list(folder)) {
      for (Path deb : debs.sorted().toList()) {
        new Subprocess(HostTools.need("dpkg-deb", "install dpkg"), work)
            .run("unpacking " + deb.getFileName(), List.of("-x", deb.toString(), root.toString()));
      }
    }
    Folders.remove(folder);
  }

  private boolean knows(String name) {
    try {
      return !show(List.of(name)).isEmpty();
    } catch (ImageException unknown) {
      return false;
    }
  }

  private List<Map<String, String>> show(List<String> names) {
    List<String> arguments = new ArrayList<>(List.of("show", "--no-all-versions"));
    arguments.addAll(names);
    String printed = apt("apt-cache", "looking up Debian packages", arguments);
    return Stream.of(printed.split("\n\n", -1))
        .filter(stanza -> !stanza.isBlank())
        .map(DebianPackages::fields)
        .toList();
  }

  private String apt(String tool, String step, List<String> arguments) {
    return aptIn(work, tool, step, arguments);
  }

  private String aptIn(Path directory, String tool, String step, List<String> arguments) {
    Path executable =
        HostTools.need(
            tool,
            "base images are assembled from Debian packages, so this machine needs apt, or a"
                + " reachable image registry (images.mirror in the configuration)");
    List<String> all = new ArrayList<>(options);
    // As root, apt would download as a user of its own, who may not write to our folder.
    all.addAll(List.of("-o", "APT::Sandbox::User=root", "-o", "Acquire::Retries=2"));
    all.addAll(arguments);
    return new Subprocess(executable, directory).run(step, all);
  }

  private static Map<String, String> fields(String stanza) {
    Map<String, String> fields = new HashMap<>();
    for (String line : stanza.split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.startsWith(" ")) {
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  private static String field(Map<String, String> stanza, String name) {
    return stanza.getOrDefault(name, "");
  }

  /** {@code a (>= 1), b | c} → a, b: the first alternative is what Debian installs. */
  private static List<String> dependencies(String field) {
    return Stream.of(field.split(",", -1))
        .map(dependency -> dependency.replaceFirst("\\|.*", "").replaceFirst("\\(.*", "").strip())
        .map(name -> name.replaceFirst(":any$", ""))
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
