package dev.mcpcentral.hub.sbom;

import java.util.List;

/**
 * An entry of a distribution's package database.
 *
 * @param source the source package it was built from, which advisories name
 * @param sourceVersion of that
 */
record SystemPackage(
    Kind kind,
    String name,
    String version,
    String architecture,
    String source,
    String sourceVersion,
    List<String> licences) {
  enum Kind {
    DEB,
    APK
  }

  SystemPackage {
    licences = List.copyOf(licences);
  }
}
