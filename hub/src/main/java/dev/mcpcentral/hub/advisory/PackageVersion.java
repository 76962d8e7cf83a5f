package dev.mcpcentral.hub.advisory;

/**
 * One package as advisories name it.
 *
 * @param release of the distribution, for example {@code 12} for Debian; empty elsewhere
 * @param name in the canonical spelling; for Debian and Alpine the source package's
 */
public record PackageVersion(Ecosystem ecosystem, String release, String name, String version) {
  public PackageVersion {
    name = ecosystem.canonical(name);
  }

  /** A package of an ecosystem without releases. */
  public static PackageVersion of(Ecosystem ecosystem, String name, String version) {
    return new PackageVersion(ecosystem, "", name, version);
  }

  /** The ecosystem with its release: {@code Debian:12}. */
  public String scope() {
    return release.isEmpty() ? ecosystem.word() : ecosystem.word() + ":" + release;
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
