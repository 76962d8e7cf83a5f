package dev.mcpcentral.hub.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The grammars of the forms of {@link Source}, after each ecosystem's own rules for names. */
final class SourceGrammar {
  static final String FORMS =
      "npm:@scope/package[@version], pypi:package[@version], go:module/path[@version], "
          + "image:registry/name:tag, dir:./folder, container:name or url:https://host/path";

  private static final Pattern NPM =
      Pattern.compile("(@[a-z0-9~][a-z0-9._~-]*/)?[A-Za-z0-9~][A-Za-z0-9._~-]*");
  private static final Pattern NPM_VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+-]{0,99}");
  private static final Pattern PYPI = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");
  private static final Pattern PYPI_VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.!+_-]{0,99}");
  private static final Pattern GO =
      Pattern.compile(
          "[a-z0-9][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)+(/[A-Za-z0-9_~][A-Za-z0-9._~-]*)*");
  private static final Pattern GO_VERSION = Pattern.compile("v[0-9][0-9A-Za-z.+-]{0,99}");
  private static final Pattern IMAGE =
      Pattern.compile(
          "([A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?/)?"
              + "[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*"
              + "(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[a-f0-9]{64})?");
  private static final Pattern CONTAINER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
  private static final int MAX_NAME = 214;
  private static final int MAX_REFERENCE = 512;
  private static final int MAX_PATH = 4096;

  private SourceGrammar() {}

  static Source parse(String text, Path baseDir) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? "" : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    return switch (kind) {
      case "npm" -> new Source.Npm(name(rest), version(rest));
      case "pypi" -> new Source.Pypi(name(rest), version(rest));
      case "go" -> new Source.Go(name(rest), version(rest));
      case "image" -> new Source.ImageReference(rest);
      case "dir" -> new Source.Directory(folder(rest, baseDir));
      case "container" -> new Source.Container(rest);
      case "url" -> new Source.Remote(RemoteUrl.parse(rest));
      default -> throw new IllegalArgumentException("source must be one of " + FORMS);
    };
  }

  /** An {@code @} at the start belongs to the scope of an npm package. */
  private static String name(String rest) {
    int at = rest.lastIndexOf('@');
    return at <= 0 ? rest : rest.substring(0, at);
  }

  /** {@code @latest} means what no version means: the newest, pinned once it is resolved. */
  private static Optional<String> version(String rest) {
    int at = rest.lastIndexOf('@');
    return at <= 0
        ? Optional.empty()
        : Optional.of(rest.substring(at + 1)).filter(version -> !version.equals("latest"));
  }

  private static Path folder(String text, Path baseDir) {
    if (text.isBlank() || text.startsWith("~")) {
      throw new IllegalArgumentException(
          "dir: needs a folder, relative to the configuration file or absolute ('~' is not expanded)");
    }
    try {
      return baseDir.resolve(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("dir: is not followed by a path", e);
    }
  }

  static void checkNpm(String name, Optional<String> version) {
    check(NPM, MAX_NAME, name, "an npm package", "npm:@scope/package@1.2.3 or npm:package");
    checkVersion(NPM_VERSION, version, "npm:" + name + "@1.2.3");
  }

  static void checkPypi(String name, Optional<String> version) {
    check(PYPI, MAX_NAME, name, "a PyPI package", "pypi:package@1.2.3 or pypi:package");
    checkVersion(PYPI_VERSION, version, "pypi:" + name + "@1.2.3");
  }

  static void checkGo(String module, Optional<String> version) {
    check(GO, MAX_REFERENCE, module, "a Go module", "go:example.com/module/cmd/server@v1.2.3");
    checkVersion(GO_VERSION, version, "go:" + module + "@v1.2.3");
  }

  static void checkImage(String reference) {
    check(
        IMAGE,
        MAX_REFERENCE,
        reference,
        "an image reference",
        "image:registry.example.com/name:tag or image:name@sha256:…");
  }

  static void checkDirectory(Path path) {
    if (!path.isAbsolute()
        || !path.equals(path.normalize())
        || path.toString().length() > MAX_PATH) {
      throw new IllegalArgumentException("dir: needs an absolute path without '..'");
    }
    if (path.getNameCount() == 0) {
      throw new IllegalArgumentException("dir:/ would build the whole machine: name a folder");
    }
  }

  static void checkContainer(String name) {
    check(CONTAINER, MAX_NAME, name, "a container", "container:name, as 'docker ps' shows it");
  }

  private static void check(Pattern grammar, int max, String value, String what, String forms) {
    if (value.length() > max || !grammar.matcher(value).matches()) {
      throw new IllegalArgumentException("source does not name " + what + ": expected " + forms);
    }
  }

  private static void checkVersion(Pattern grammar, Optional<String> version, String example) {
    if (version.isPresent() && !grammar.matcher(version.get()).matches()) {
      throw new IllegalArgumentException(
          "source needs one exact version, not a range, for example " + example);
    }
  }
}
