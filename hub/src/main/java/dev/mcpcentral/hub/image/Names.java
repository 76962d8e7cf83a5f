package dev.mcpcentral.hub.image;

import java.util.regex.Pattern;

/**
 * Names and versions as path elements. {@link dev.mcpcentral.hub.spec.Source} has checked what the
 * operator wrote; versions also come from registries, which nobody has checked.
 */
final class Names {
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+!-]{0,99}");

  /** npm takes {@code something.tgz} for a file on this machine, not for a version. */
  private static final Pattern ARCHIVE = Pattern.compile("(?i).*\\.(tgz|tar|tar\\.gz)");

  private Names() {}

  /** The version itself, when it can stand in a path, in a manifest and in an argument vector. */
  static String version(String version) {
    if (!VERSION.matcher(version).matches() || ARCHIVE.matcher(version).matches()) {
      throw new ImageException("'" + version + "' is not a version, for example 1.2.3");
    }
    return version;
  }

  /** A name as one path element that people still recognise. */
  static String fileName(String name) {
    return name.replace('/', '+');
  }
}
