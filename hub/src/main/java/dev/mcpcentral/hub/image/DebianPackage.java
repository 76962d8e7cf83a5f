package dev.mcpcentral.hub.image;

/**
 * A Debian package as it was chosen.
 *
 * @param source what it was built from, as Debian writes it: {@code name} or {@code name
 *     (version)}; empty when both are its own
 */
record DebianPackage(String name, String version, String source) {
  /** As a base's list of contents has it. Advisories name sources, not what is built from them. */
  String entry() {
    return name + " " + version + (source.isEmpty() ? "" : " from " + source);
  }
}
