package dev.mcpcentral.hub.sbom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Alpine's database of installed packages, {@code /lib/apk/db/installed}. */
final class ApkDatabase {
  private ApkDatabase() {}

  static List<SystemPackage> parse(String installed) {
    List<SystemPackage> packages = new ArrayList<>();
    for (String stanza : installed.split("\n\n", -1)) {
      Map<Character, String> fields = fields(stanza);
      String name = fields.getOrDefault('P', "");
      String version = fields.getOrDefault('V', "");
      if (!name.isEmpty() && !version.isEmpty()) {
        String licence = fields.getOrDefault('L', "");
        packages.add(
            new SystemPackage(
                SystemPackage.Kind.APK,
                name,
                version,
                fields.getOrDefault('A', ""),
                fields.getOrDefault('o', name),
                version,
                licence.isEmpty() ? List.of() : List.of(licence)));
      }
    }
    return packages;
  }

  /** One letter, a colon and a value; files and folders, which repeat theirs, do not matter. */
  private static Map<Character, String> fields(String stanza) {
    Map<Character, String> fields = new HashMap<>();
    stanza
        .lines()
        .filter(line -> line.length() > 2 && line.charAt(1) == ':')
        .forEach(line -> fields.putIfAbsent(line.charAt(0), line.substring(2).strip()));
    return fields;
  }
}
