package dev.mcpcentral.hub.image;

import java.util.regex.Pattern;

/**
 * The grammars of package names and versions. A name that passes can stand in an argument vector, a
 * manifest and a file name: it never starts with '-', holds no path step and no URL.
 */
final class Names {
  private static final Pattern NPM =
      Pattern.compile("(@[a-z0-9~][a-z0-9._~-]{0,99}/)?[a-z0-9~][a-z0-9._~-]{0,150}");
  private static final Pattern PYPI =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,150}[A-Za-z0-9])?");
  private static final Pattern GO =
      Pattern.compile(
          "[a-z0-9][a-z0-9.-]{0,99}\\.[a-z]{2,24}(/[A-Za-z0-9_~][A-Za-z0-9_.~-]{0,99}){1,15}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+!-]{0,99}");
  private static final Pattern ARCHIVE = Pattern.compile("(?i).*\\.(tgz|tar|tar\\.gz)");
  private static final Pattern IMAGE =
      Pattern.compile(
          "[a-z0-9][a-z0-9._:/-]{0,199}(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?");

  private Names() {}

  static String npm(String name) {
    return matching(
        NPM, name, "an npm package name, for example @modelcontextprotocol/server-memory");
  }

  static String pypi(String name) {
    return matching(PYPI, name, "a PyPI package name, for example mcp-server-time");
  }

  static String go(String name) {
    return matching(GO, name, "a Go package path, for example github.com/owner/module/cmd/server");
  }

  static String image(String reference) {
    return matching(IMAGE, reference, "an image reference, for example ghcr.io/owner/image:1.2");
  }

  static String version(String version) {
    // npm takes something.tgz for a file on this machine, not for a version.
    if (ARCHIVE.matcher(version).matches()) {
      throw refused(version, "a version");
    }
    return matching(VERSION, version, "a version, for example 1.2.3");
  }

  /** A name as one path element: scopes and module paths keep their words. */
  static String fileName(String name) {
    return name.replace('/', '+');
  }

  private static String matching(Pattern grammar, String text, String what) {
    if (!grammar.matcher(text).matches() || text.contains("..")) {
      throw refused(text, what);
    }
    return text;
  }

  private static ImageException refused(String text, String what) {
    return new ImageException("'" + text + "' is not " + what);
  }
}
