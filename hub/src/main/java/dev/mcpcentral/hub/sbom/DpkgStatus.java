package dev.mcpcentral.hub.sbom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's database of installed packages (deb822 stanzas): {@code /var/lib/dpkg/status}, or one
 * file for each package in {@code status.d}.
 */
final class DpkgStatus {
  private static final Pattern SOURCE = Pattern.compile("(\\S{1,200})(?: \\((\\S{1,200})\\))?");
  private static final Pattern REBUILD = Pattern.compile("\\+b\\d+$");

  private DpkgStatus() {}

  static List<SystemPackage> parse(String status) {
    List<SystemPackage> packages = new ArrayList<>();
    Map<String, String> stanza = new HashMap<>();
    for (String line : (Iterable<String>) status.lines()::iterator) {
      if (line.isBlank()) {
        installed(stanza).ifPresent(packages::add);
        stanza.clear();
      } else if (line.indexOf(':') > 0 && !Character.isWhitespace(line.charAt(0))) {
        int colon = line.indexOf(':');
        stanza.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    installed(stanza).ifPresent(packages::add);
    return packages;
  }

  /** Files in {@code status.d} have no Status: they are there because they are installed. */
  private static Optional<SystemPackage> installed(Map<String, String> stanza) {
    String name = stanza.getOrDefault("Package", "");
    String version = stanza.getOrDefault("Version", "");
    String status = stanza.getOrDefault("Status", "install ok installed");
    if (name.isEmpty() || version.isEmpty() || !status.endsWith(" installed")) {
      return Optional.empty();
    }
    return Optional.of(
        deb(name, version, stanza.getOrDefault("Architecture", ""), stanza.get("Source")));
  }

  /**
   * A Debian package.
   *
   * @param source {@code name} or {@code name (version)}; null when both are the package's own
   */
  static SystemPackage deb(
      String name,
      String version,
      String architecture,
      @org.jspecify.annotations.Nullable String source) {
    Matcher written = SOURCE.matcher(source == null ? "" : source);
    boolean named = written.matches();
    String sourceVersion = named && written.group(2) != null ? written.group(2) : version;
    return new SystemPackage(
        SystemPackage.Kind.DEB,
        name,
        version,
        architecture,
        named ? written.group(1) : name,
        // A rebuild without a change of the source, which advisories do not count.
        REBUILD.matcher(sourceVersion).replaceFirst(""),
        List.of());
  }
}
