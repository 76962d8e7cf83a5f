package dev.mcpcentral.hub.sbom;

import dev.mcpcentral.hub.advisory.Ecosystem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which distribution an image's system packages are of.
 *
 * @param id as in {@code os-release}: {@code debian}
 * @param release as in {@code VERSION_ID}; may be empty
 */
record Distribution(String id, String release) {
  private static final Pattern DEBIAN_UPDATE = Pattern.compile("[+~]deb(\\d{1,3})u\\d");
  private static final Pattern WORD = Pattern.compile("[a-z0-9._-]{1,40}");

  /** When an image does not say; its packages are then of no known release. */
  static final Distribution DEBIAN = new Distribution("debian", "");

  static final Distribution ALPINE = new Distribution("alpine", "");

  /** Reads {@code os-release}. */
  static Optional<Distribution> parse(String osRelease) {
    String id = value(osRelease, "ID");
    return WORD.matcher(id).matches()
        ? Optional.of(new Distribution(id, word(value(osRelease, "VERSION_ID"))))
        : Optional.empty();
  }

  /**
   * A base that was assembled here has no {@code os-release}: the updates of a Debian release carry
   * its number in their versions.
   */
  static Distribution ofPackages(List<String> versions) {
    for (String version : versions) {
      Matcher update = DEBIAN_UPDATE.matcher(version);
      if (update.find()) {
        return new Distribution("debian", update.group(1));
      }
    }
    return DEBIAN;
  }

  /** Empty for those whose advisories we do not read. */
  Optional<Ecosystem> ecosystem() {
    return switch (id) {
      case "debian" -> Optional.of(Ecosystem.DEBIAN);
      case "alpine" -> Optional.of(Ecosystem.ALPINE);
      default -> Optional.empty();
    };
  }

  /** As OSV writes it: {@code 12} for Debian 12.5, {@code v3.19} for Alpine 3.19.1. */
  String osvRelease() {
    String[] parts = release.split("\\.", -1);
    return switch (id) {
      case "alpine" -> parts.length < 2 ? "" : "v" + parts[0] + "." + parts[1];
      default -> parts[0];
    };
  }

  private static String value(String osRelease, String key) {
    return osRelease
        .lines()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1).replace("\"", "").replace("'", "").strip())
        .findFirst()
        .orElse("");
  }

  private static String word(String text) {
    return WORD.matcher(text).matches() ? text : "";
  }
}
