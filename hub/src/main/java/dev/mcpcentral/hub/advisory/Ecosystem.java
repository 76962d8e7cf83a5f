package dev.mcpcentral.hub.advisory;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A family of packages with one way of naming and ordering versions, in OSV's words. */
public enum Ecosystem {
  NPM("npm"),
  PYPI("PyPI"),
  GO("Go"),
  MAVEN("Maven"),
  DEBIAN("Debian"),
  ALPINE("Alpine");

  private final String word;

  Ecosystem(String word) {
    this.word = word;
  }

  /** As in {@code affected[].package.ecosystem}, without a release. */
  public String word() {
    return word;
  }

  /** The ecosystem of {@code npm}, {@code Debian:12}, …; empty for one that we do not know. */
  static Optional<Ecosystem> of(String written) {
    String base = written.replaceFirst(":.*", "");
    return Stream.of(values()).filter(one -> one.word.equals(base)).findFirst();
  }

  /** What follows the colon in {@code Debian:12}; empty when there is none. */
  static String release(String written) {
    int colon = written.indexOf(':');
    return colon < 0 ? "" : written.substring(colon + 1);
  }

  /** The one spelling of a package's name: PyPI takes {@code My_Pkg} and {@code my-pkg} as one. */
  public String canonical(String name) {
    return switch (this) {
      case PYPI -> name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
      case NPM, GO, MAVEN, DEBIAN, ALPINE -> name;
    };
  }
}
