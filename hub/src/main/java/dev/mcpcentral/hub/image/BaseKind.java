package dev.mcpcentral.hub.image;

import java.util.Locale;

/**
 * The bases that are made: one for each language, one for our own program, and one that can
 * compile.
 */
enum BaseKind {
  NODE,
  PYTHON,
  /** Certificates and time zones, for static binaries. */
  STATIC,
  /** The C library, certificates and time zones, for programs that bring the rest along. */
  GLIBC,
  /** Node with npm, its headers, a C++ compiler, make and Python: what node-gyp needs. */
  NODE_BUILDER;

  /** The word in file names and messages. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
