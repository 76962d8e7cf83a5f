package dev.mcpcentral.hub.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.mcpcentral.hub.advisory.Ecosystem;
import dev.mcpcentral.hub.advisory.PackageVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes components with the names that purl's rules give them. Empty when a name breaks them. */
final class Components {
  private static final int LONGEST = 300;

  private Components() {}

  static Optional<Component> npm(String name, String version, List<String> licences) {
    int slash = name.startsWith("@") ? name.indexOf('/') : -1;
    String namespace = slash < 0 ? "" : name.substring(0, slash);
    return library(
        purl("npm", namespace, name.substring(slash + 1), version, Map.of()),
        PackageVersion.of(Ecosystem.NPM, name, version),
        name,
        licences);
  }

  static Optional<Component> pypi(String name, String version, List<String> licences) {
    return library(
        purl("pypi", "", Ecosystem.PYPI.canonical(name), version, Map.of()),
        PackageVersion.of(Ecosystem.PYPI, name, version),
        name,
        licences);
  }

  static Optional<Component> go(String module, String version) {
    int slash = module.lastIndexOf('/');
    String namespace = slash < 0 ? "" : module.substring(0, slash);
    return library(
        purl("golang", namespace, module.substring(slash + 1), version, Map.of()),
        PackageVersion.of(Ecosystem.GO, module, version.replaceFirst("^v", "")),
        module,
        List.of());
  }

  static Optional<Component> maven(String group, String artifact, String version) {
    return library(
        purl("maven", group, artifact, version, Map.of()),
        PackageVersion.of(Ecosystem.MAVEN, group + ":" + artifact, version),
        group + ":" + artifact,
        List.of());
  }

  /** A package of a distribution; advisories are about its source package. */
  static Optional<Component> ofDistribution(Distribution distribution, SystemPackage one) {
    Map<String, String> qualifiers = new TreeMap<>();
    if (!one.architecture().isEmpty()) {
      qualifiers.put("arch", one.architecture());
    }
    if (!distribution.release().isEmpty()) {
      qualifiers.put("distro", distribution.id() + "-" + distribution.release());
    }
    if (!one.source().equals(one.name())) {
      qualifiers.put("upstream", one.source());
    }
    String type = one.kind() == SystemPackage.Kind.APK ? "apk" : "deb";
    Optional<PackageVersion> known =
        distribution
            .ecosystem()
            .map(ecosystem ->
                new PackageVersion(
                    ecosystem, distribution.osvRelease(), one.source(), one.sourceVersion()));
    return purl(type, distribution.id(), one.name(), one.version(), qualifiers)
        .map(purl ->
            new Component(
                "library",
                purl,
                one.name(),
                one.version(),
                known.map(PackageVersion::scope).orElse(distribution.id()),
                known,
                List.of(),
                one.licences()));
  }

  /** A language's runtime, which none of the advisory sources that we read is about. */
  static Optional<Component> runtime(String name, String version) {
    return purl("generic", "", name, version, Map.of())
        .map(purl ->
            new Component(
                "platform", purl, name, version, name, Optional.empty(), List.of(), List.of()));
  }

  private static Optional<Component> library(
      Optional<String> purl, PackageVersion known, String name, List<String> licences) {
    return purl.map(one ->
        new Component(
            "library",
            one,
            name,
            known.version(),
            known.scope(),
            Optional.of(known),
            List.of(),
            licences));
  }

  private static Optional<String> purl(
      String type, String namespace, String name, String version, Map<String, String> qualifiers) {
    if (name.length() > LONGEST || version.isEmpty() || version.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PackageURL(
                  type,
                  namespace.isEmpty() ? null : namespace,
                  name,
                  version,
                  qualifiers.isEmpty() ? null : new TreeMap<>(qualifiers),
                  null)
              .canonicalize());
    } catch (MalformedPackageURLException notAName) {
      return Optional.empty();
    }
  }
}
