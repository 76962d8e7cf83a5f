package dev.mcpcentral.hub.advisory;

import io.github.nscuro.versatile.VersionFactory;
import java.util.OptionalInt;

/** Which of two versions comes first, by the rules of their ecosystem. */
final class VersionOrder {
  private static final int LONGEST = 256;

  private VersionOrder() {}

  /** Negative, zero or positive; empty when one of them is not a version of that ecosystem. */
  static OptionalInt compare(Ecosystem ecosystem, String one, String other) {
    if (one.length() > LONGEST || other.length() > LONGEST) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(
          switch (ecosystem) {
            case NPM, GO -> SemVer.parse(one).compareTo(SemVer.parse(other));
            case PYPI -> compare("pypi", one, other);
            case MAVEN -> compare("maven", one, other);
            case DEBIAN -> compare("deb", one, other);
            case ALPINE -> compare("apk", one, other);
          });
    } catch (RuntimeException notAVersion) {
      // The library's own exceptions and those of its number parsing alike: a version that
      // somebody else wrote is never a defect of ours.
      return OptionalInt.empty();
    }
  }

  private static int compare(String scheme, String one, String other) {
    return VersionFactory.forScheme(scheme, one).compareTo(VersionFactory.forScheme(scheme, other));
  }
}
